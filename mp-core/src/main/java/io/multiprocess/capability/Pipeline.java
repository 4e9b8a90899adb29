package io.multiprocess.capability;

import java.util.Arrays;

/**
 * Results that are not here yet, seen as a place to take capabilities from: base of the generated {@code Pipeline} of
 * each struct that has pointers, and what stands for pointers of any type. <i>Immutable; thread-safe.</i>
 */
public class Pipeline {

    private final PendingCall call;
    private final int[] path;

    /**
     * Makes the pipeline of a call's results.
     *
     * @param call the call
     */
    public Pipeline(PendingCall call) {
        this(call, new int[0]);
    }

    /**
     * Makes the pipeline of a pointer field.
     *
     * @param parent the struct that has the field
     * @param pointerIndex index of the field among the struct's pointers
     */
    public Pipeline(Pipeline parent, int pointerIndex) {
        this(parent.call, append(parent.path, pointerIndex));
    }

    /**
     * Makes the pipeline of a group: its pointers are those of the struct that it is in.
     *
     * @param struct the struct, or the group around it
     */
    protected Pipeline(Pipeline struct) {
        this(struct.call, struct.path);
    }

    private Pipeline(PendingCall call, int[] path) {
        this.call = call;
        this.path = path;
    }

    /**
     * Gives the capability of a pointer field.
     *
     * @param pointerIndex index of the field among the struct's pointers
     * @return a promise for it, owned by the caller
     */
    public final Capability capability(int pointerIndex) {
        return call.pipelined(append(path, pointerIndex));
    }

    /**
     * Gives the capability that this pointer is: one of any type, or the results as a whole (of {@code Bootstrap}).
     *
     * @return a promise for it, owned by the caller
     */
    public final Capability asCapability() {
        return call.pipelined(path);
    }

    private static int[] append(int[] path, int pointerIndex) {
        int[] longer = Arrays.copyOf(path, path.length + 1);
        longer[path.length] = pointerIndex;
        return longer;
    }
}
