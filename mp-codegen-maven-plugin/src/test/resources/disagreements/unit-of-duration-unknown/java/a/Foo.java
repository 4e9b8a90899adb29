package a;

public interface Foo {
    void add(java.time.Duration a);
}
