package a;

public interface Foo {
    void add(String a);
    
    void add(int a, int b);
}
