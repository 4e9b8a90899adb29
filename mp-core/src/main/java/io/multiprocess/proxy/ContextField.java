package io.multiprocess.proxy;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.TypedClient;
import io.multiprocess.wire.AnyStructFactory;
import org.capnproto.AnyPointer;
import org.capnproto.SegmentReader;
import org.capnproto.StructReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code Context} out of params of whatever type, before anybody knows more of them: it is the n-th pointer of the params
 * struct, and holds two capabilities.
 *
 * <p>Spec: proxy.capnp, {@code Context}.
 */
final class ContextField extends StructReader {
    /** Reads any struct as one whose pointers can be got at by number. */
    private static final AnyStructFactory<ContextField> FACTORY = new AnyStructFactory<>(ContextField::new);

    private ContextField(
            SegmentReader segment, int data, int pointers, int dataSize, short pointerCount, int nestingLimit) {
        super(segment, data, pointers, dataSize, pointerCount, nestingLimit);
    }

    /** The {@code Context} that is the given pointer of the params struct. */
    static ContextField of(AnyPointer.Reader params, int contextPointer) {
        return params.getAs(FACTORY)._getPointerField(FACTORY, contextPointer, null, 0);
    }

    /** The thread that is to run the call, borrowed; null if none is named. */
    @Nullable
    Capability thread() {
        return capability(0);
    }

    /** The thread that is to run calls back, borrowed; null if none is named. */
    @Nullable
    Capability callbackThread() {
        return capability(1);
    }

    private @Nullable Capability capability(int index) {
        if (index >= pointerCount || _pointerFieldIsNull(index)) {
            return null;
        }
        return TypedClient.read(segment, pointers + index);
    }
}
