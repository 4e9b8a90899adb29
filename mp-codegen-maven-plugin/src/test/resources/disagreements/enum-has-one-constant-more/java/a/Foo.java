package a;

public interface Foo {
    void add(Color a);
}
