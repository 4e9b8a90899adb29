package io.multiprocess.proxy;

/**
 * Converts a Java type that the plugin knows nothing of to a struct and back. Written by the user, named in the plugin's
 * configuration or by annotation, and called directly by generated code; needs a public constructor without parameters and
 * must be <i>thread-safe</i>.
 *
 * <p>Spec: libmultiprocess, {@code CustomBuildMessage} and {@code CustomReadMessage}.
 *
 * @param <J> the Java type
 * @param <R> reader of the struct
 * @param <B> builder of the struct
 */
public interface CustomMessage<J, R, B> {
    /** Fills the struct. Must not keep it: its memory serves other messages later. */
    void build(InvokeContext context, J value, B output);

    /** Makes the Java value. */
    J read(InvokeContext context, R input);
}
