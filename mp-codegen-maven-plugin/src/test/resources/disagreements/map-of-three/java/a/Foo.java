package a;

public interface Foo {
    void add(java.util.Map<String, String> a);
}
