package a;

public class Foo {
    public void add() {}
}
