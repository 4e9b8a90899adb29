package a;

public interface Foo {
    void add(Later a);
}
