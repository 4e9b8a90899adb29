package a;

public interface Foo {
    long add();
}
