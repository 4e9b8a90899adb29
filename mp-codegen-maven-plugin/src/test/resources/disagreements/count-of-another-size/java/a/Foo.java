package a;

public interface Foo {
    void add(int from, int to);
}
