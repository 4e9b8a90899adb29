package a;

public interface Foo {
    void add(long a);
}
