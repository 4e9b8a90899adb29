package a;

public interface Foo {
    int add();
}
