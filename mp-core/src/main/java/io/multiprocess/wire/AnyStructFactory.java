package io.multiprocess.wire;

import org.capnproto.SegmentBuilder;
import org.capnproto.SegmentReader;
import org.capnproto.StructFactory;
import org.capnproto.StructReader;
import org.capnproto.StructSize;

/**
 * Reads structs whose type is not known, as a reader that gets at their words and pointers by number.
 *
 * <p><i>Immutable.</i>
 *
 * @param <R> the reader
 */
public final class AnyStructFactory<R extends StructReader> extends StructFactory<Void, R> {
    private static final StructSize EMPTY = new StructSize((short) 0, (short) 0);

    /**
     * Makes a reader: its constructor.
     *
     * @param <R> the reader
     */
    @FunctionalInterface
    public interface Maker<R> {
        /** Makes a reader of the struct at that place, with the parameters of {@link StructReader}. */
        R make(SegmentReader segment, int data, int pointers, int dataSize, short pointerCount, int nestingLimit);
    }

    private final Maker<R> maker;

    /**
     * Makes a factory.
     *
     * @param maker the reader's constructor
     */
    public AnyStructFactory(Maker<R> maker) {
        this.maker = maker;
    }

    @Override
    public R constructReader(
            SegmentReader segment, int data, int pointers, int dataSize, short pointerCount, int nestingLimit) {
        return maker.make(segment, data, pointers, dataSize, pointerCount, nestingLimit);
    }

    @Override
    public Void constructBuilder(SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
        throw new UnsupportedOperationException("for reading only");
    }

    @Override
    public StructSize structSize() {
        return EMPTY;
    }

    @Override
    public R asReader(Void builder) {
        throw new UnsupportedOperationException("for reading only");
    }
}
