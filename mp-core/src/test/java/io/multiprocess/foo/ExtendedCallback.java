package io.multiprocess.foo;

/** A callback with one method more. */
public interface ExtendedCallback extends FooCallback {
    int callExtended(int arg);
}
