package io.multiprocess.foo;

/** A mutable class with fields, as older code has them. */
public final class FooCustom {
    public String v1 = "";
    public int v2;

    public FooCustom() {}

    public FooCustom(String v1, int v2) {
        this.v1 = v1;
        this.v2 = v2;
    }
}
