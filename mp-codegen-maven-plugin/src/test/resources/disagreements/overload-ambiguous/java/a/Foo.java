package a;

public interface Foo {
    void add(String a);
    
    void add(CharSequence a);
}
