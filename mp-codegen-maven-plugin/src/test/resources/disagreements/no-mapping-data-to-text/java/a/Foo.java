package a;

public interface Foo {
    void add(String a);
}
