package a;

public interface Foo {
    void add(Runnable a);
}
