package io.multiprocess.foo;

/** A value that a method changes for its caller. */
public final class FooMutable {
    private String message;

    public FooMutable(String message) {
        this.message = message;
    }

    public String message() {
        return message;
    }

    public void message(String message) {
        this.message = message;
    }
}
