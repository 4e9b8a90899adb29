package io.multiprocess.rpc;

import org.capnproto.AnyPointer;
import org.capnproto.SegmentBuilder;
import org.capnproto.SegmentReader;
import org.capnproto.StructBuilder;
import org.capnproto.StructFactory;
import org.capnproto.StructList;
import org.capnproto.StructReader;
import org.capnproto.StructSize;

/** Builds the few structs of rpc.capnp whose place in a message is not fixed. <i>Confined to the message's thread.</i> */
final class RawStruct extends StructBuilder {

    static final Factory CAP_DESCRIPTOR = new Factory(1, 1);
    static final StructList.Factory<RawStruct, StructReader> CAP_DESCRIPTORS = StructList.newFactory(CAP_DESCRIPTOR);
    static final Factory PROMISED_ANSWER = new Factory(1, 1);
    static final StructList.Factory<RawStruct, StructReader> OPS = StructList.newFactory(new Factory(1, 0));
    static final Factory EXCEPTION = new Factory(1, 3);

    private RawStruct(SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
        super(segment, data, pointers, dataSize, pointerCount);
    }

    void u16(int index, int value) {
        _setShortField(index, (short) value);
    }

    void u32(int index, int value) {
        _setIntField(index, value);
    }

    AnyPointer.Builder pointer(int index) {
        return new AnyPointer.Builder(segment, pointers + index);
    }

    /** Makes structs of one size. */
    static final class Factory extends StructFactory<RawStruct, StructReader> {

        private final StructSize size;

        Factory(int dataWords, int pointers) {
            size = new StructSize((short) dataWords, (short) pointers);
        }

        @Override
        public StructReader constructReader(
                SegmentReader segment, int data, int pointers, int dataSize, short pointerCount, int nestingLimit) {
            return new StructReader(segment, data, pointers, dataSize, pointerCount, nestingLimit);
        }

        @Override
        public RawStruct constructBuilder(
                SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
            return new RawStruct(segment, data, pointers, dataSize, pointerCount);
        }

        @Override
        public StructSize structSize() {
            return size;
        }

        @Override
        public StructReader asReader(RawStruct builder) {
            throw new UnsupportedOperationException("for building only");
        }
    }
}
