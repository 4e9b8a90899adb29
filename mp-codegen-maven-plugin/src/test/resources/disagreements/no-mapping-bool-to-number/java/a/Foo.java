package a;

public interface Foo {
    void add(int a);
}
