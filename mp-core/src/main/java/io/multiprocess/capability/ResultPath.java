package io.multiprocess.capability;

import io.multiprocess.wire.AnyStructFactory;
import io.multiprocess.wire.DecodeErrors;
import org.capnproto.AnyPointer;
import org.capnproto.SegmentReader;
import org.capnproto.StructReader;

import java.util.Arrays;

/**
 * A path of pointer fields from the root of some results to a capability: the {@code getPointerField} operations of
 * rpc.capnp's {@code PromisedAnswer}. <i>Immutable.</i>
 */
public final class ResultPath {

    /** The root itself. */
    public static final ResultPath ROOT = new ResultPath(new int[0]);

    private final int[] pointerIndexes;

    private ResultPath(int[] pointerIndexes) {
        this.pointerIndexes = pointerIndexes;
    }

    /**
     * Makes a path.
     *
     * @param pointerIndexes index of the pointer to follow in each struct, from the root
     * @return the path
     */
    public static ResultPath of(int... pointerIndexes) {
        return pointerIndexes.length == 0 ? ROOT : new ResultPath(pointerIndexes.clone());
    }

    /**
     * Gives the number of steps.
     *
     * @return 0 for the root
     */
    public int length() {
        return pointerIndexes.length;
    }

    /**
     * Gives a step.
     *
     * @param step its number
     * @return index of the pointer to follow
     */
    public int pointerIndex(int step) {
        return pointerIndexes[step];
    }

    /**
     * Follows the path.
     *
     * @param root the results
     * @return the capability found, owned by the caller: a null one for a null pointer on the way or at the end, a
     *     broken one if something else is there
     */
    public Capability follow(AnyPointer.Reader root) {
        try {
            AnyPointer.Reader at = root;
            for (int index : pointerIndexes) {
                at = at.getAs(Fields.FACTORY).pointer(index);
            }
            return at.getAs((segment, pointer, nestingLimit) -> TypedClient.read(segment, pointer))
                    .addRef();
        } catch (RuntimeException failure) {
            return Capability.broken(new RpcException(
                    RpcException.Kind.FAILED,
                    "Pipeline path does not lead to a capability: "
                            + DecodeErrors.decodeException(failure).getMessage(),
                    failure));
        }
    }

    /**
     * Gives all steps.
     *
     * @return index of the pointer to follow in each struct, from the root
     */
    public int[] toArray() {
        return pointerIndexes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResultPath path && Arrays.equals(pointerIndexes, path.pointerIndexes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pointerIndexes);
    }

    @Override
    public String toString() {
        return Arrays.toString(pointerIndexes);
    }

    /** Any struct, for its pointer fields. */
    private static final class Fields extends StructReader {

        static final AnyStructFactory<Fields> FACTORY = new AnyStructFactory<>(Fields::new);

        Fields(SegmentReader segment, int data, int pointers, int dataSize, short pointerCount, int nestingLimit) {
            super(segment, data, pointers, dataSize, pointerCount, nestingLimit);
        }

        AnyPointer.Reader pointer(int index) {
            return _getPointerField(AnyPointer.factory, index);
        }
    }
}
