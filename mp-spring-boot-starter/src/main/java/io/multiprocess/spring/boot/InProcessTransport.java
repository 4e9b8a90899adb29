package io.multiprocess.spring.boot;

/** The switch that {@code @AutoConfigureTestMultiprocess} sets. */
public final class InProcessTransport {

    /**
     * Property that, when set, replaces every configured address by the in-process address of this name. Not meant to be
     * set by hand.
     */
    public static final String PROPERTY = "multiprocess.test.in-process-name";

    private InProcessTransport() {}
}
