package io.multiprocess.foo;

/** What {@link FooImplementation#raise} throws: it carries what it was given. */
public class FooException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient FooStruct value;

    public FooException(FooStruct value) {
        super(value.name());
        this.value = value;
    }

    public FooStruct value() {
        return value;
    }
}
