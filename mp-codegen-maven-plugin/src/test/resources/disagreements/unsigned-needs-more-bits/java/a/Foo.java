package a;

public interface Foo {
    void add(short a);
}
