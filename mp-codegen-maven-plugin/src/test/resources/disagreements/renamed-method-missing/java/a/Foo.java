package a;

public interface Foo {
    void sum();
}
