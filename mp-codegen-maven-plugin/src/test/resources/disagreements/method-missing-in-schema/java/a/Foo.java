package a;

public interface Foo {
    void add();
    
    int extra(String text);
}
