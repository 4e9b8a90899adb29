package a;

interface Foo {
    void add();
}
