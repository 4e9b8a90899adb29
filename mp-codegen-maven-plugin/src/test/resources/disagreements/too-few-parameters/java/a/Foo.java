package a;

public interface Foo {
    int add(int a);
}
