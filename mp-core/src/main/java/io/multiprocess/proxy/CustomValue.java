package io.multiprocess.proxy;

/**
 * Converts a Java type that the plugin knows nothing of to one that it knows, a string or bytes for instance. Written by the
 * user, named in the plugin's configuration or by annotation, and called directly by generated code; needs a public
 * constructor without parameters and must be <i>thread-safe</i>.
 *
 * @param <J> the Java type
 * @param <V> the type that the plugin knows
 */
public interface CustomValue<J, V> {
    /** What is written. */
    V build(J value);

    /** The Java value of what was read. */
    J read(V value);
}
