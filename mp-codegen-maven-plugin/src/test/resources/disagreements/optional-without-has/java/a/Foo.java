package a;

public interface Foo {
    void add(java.util.OptionalInt a);
}
