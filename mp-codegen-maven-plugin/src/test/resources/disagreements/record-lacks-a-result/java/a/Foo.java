package a;

public interface Foo {
    Sum add();
}
