package a;

public interface Foo {
    void add(java.util.List<Integer> a);
}
