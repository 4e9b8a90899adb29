package io.multiprocess.thread.schema;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.TypedClient;
import org.capnproto.*;
import org.jspecify.annotations.Nullable;

@SuppressWarnings("all")
public final class ProxyProtocol {
    private ProxyProtocol() {}

    public static final class Context {
        public static final StructSize STRUCT_SIZE = new StructSize((short) 0, (short) 2);

        public static final class Factory extends StructFactory<Builder, Reader> {
            @Override
            public Reader constructReader(
                    SegmentReader segment, int data, int pointers, int dataSize, short pointerCount, int nestingLimit) {
                return new Reader(segment, data, pointers, dataSize, pointerCount, nestingLimit);
            }

            @Override
            public Builder constructBuilder(
                    SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
                return new Builder(segment, data, pointers, dataSize, pointerCount);
            }

            @Override
            public StructSize structSize() {
                return ProxyProtocol.Context.STRUCT_SIZE;
            }

            @Override
            public Reader asReader(Builder builder) {
                return builder.asReader();
            }
        }

        public static final Factory factory = new Factory();
        public static final StructList.Factory<Builder, Reader> listFactory = new StructList.Factory<>(factory);

        public static final class Builder extends StructBuilder {
            Builder(SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
                super(segment, data, pointers, dataSize, pointerCount);
            }

            public Reader asReader() {
                return new Reader(segment, data, pointers, dataSize, pointerCount, 0x7fffffff);
            }

            public boolean hasThread() {
                return !_pointerFieldIsNull(0);
            }

            public void setThread(CapabilityTable table, ProxyProtocol.Thread.Client value) {
                ProxyProtocol.Thread.Client.FACTORY.write(segment, pointers + 0, table, value);
            }

            public void setThread(CapabilityTable table, @Nullable Capability value) {
                TypedClient.write(segment, pointers + 0, table, value);
            }

            public boolean hasCallbackThread() {
                return !_pointerFieldIsNull(1);
            }

            public void setCallbackThread(CapabilityTable table, ProxyProtocol.Thread.Client value) {
                ProxyProtocol.Thread.Client.FACTORY.write(segment, pointers + 1, table, value);
            }

            public void setCallbackThread(CapabilityTable table, @Nullable Capability value) {
                TypedClient.write(segment, pointers + 1, table, value);
            }
        }

        public static final class Reader extends StructReader {
            Reader(SegmentReader segment, int data, int pointers, int dataSize, short pointerCount, int nestingLimit) {
                super(segment, data, pointers, dataSize, pointerCount, nestingLimit);
            }

            public boolean hasThread() {
                return !_pointerFieldIsNull(0);
            }

            public ProxyProtocol.Thread.Client getThread() {
                return _getPointerField(ProxyProtocol.Thread.Client.FACTORY, 0);
            }

            public boolean hasCallbackThread() {
                return !_pointerFieldIsNull(1);
            }

            public ProxyProtocol.Thread.Client getCallbackThread() {
                return _getPointerField(ProxyProtocol.Thread.Client.FACTORY, 1);
            }
        }
    }

    public static final class ThreadMap {
        public static final long ID = 0xee5e37179ad9dc9dL;

        public static final class Client extends TypedClient {
            public static final Factory<Client> FACTORY = new Factory<>() {
                @Override
                public Client wrap(Capability capability) {
                    return new Client(capability);
                }
            };

            public Client(Capability capability) {
                super(capability);
            }
        }

        public static final class MakeThreadParams {
            public static final StructSize STRUCT_SIZE = new StructSize((short) 0, (short) 1);

            public static final class Factory extends StructFactory<Builder, Reader> {
                @Override
                public Reader constructReader(
                        SegmentReader segment,
                        int data,
                        int pointers,
                        int dataSize,
                        short pointerCount,
                        int nestingLimit) {
                    return new Reader(segment, data, pointers, dataSize, pointerCount, nestingLimit);
                }

                @Override
                public Builder constructBuilder(
                        SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
                    return new Builder(segment, data, pointers, dataSize, pointerCount);
                }

                @Override
                public StructSize structSize() {
                    return ProxyProtocol.ThreadMap.MakeThreadParams.STRUCT_SIZE;
                }

                @Override
                public Reader asReader(Builder builder) {
                    return builder.asReader();
                }
            }

            public static final Factory factory = new Factory();
            public static final StructList.Factory<Builder, Reader> listFactory = new StructList.Factory<>(factory);

            public static final class Builder extends StructBuilder {
                Builder(SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
                    super(segment, data, pointers, dataSize, pointerCount);
                }

                public Reader asReader() {
                    return new Reader(segment, data, pointers, dataSize, pointerCount, 0x7fffffff);
                }

                public boolean hasName() {
                    return !_pointerFieldIsNull(0);
                }

                public Text.Builder getName() {
                    return _getPointerField(Text.factory, 0, null, 0, 0);
                }

                public void setName(Text.Reader value) {
                    _setPointerField(Text.factory, 0, value);
                }

                public Text.Builder initName(int size) {
                    return _initPointerField(Text.factory, 0, size);
                }

                public void setName(String value) {
                    if (value != null) _setPointerField(Text.factory, 0, new Text.Reader(value));
                }
            }

            public static final class Reader extends StructReader {
                Reader(
                        SegmentReader segment,
                        int data,
                        int pointers,
                        int dataSize,
                        short pointerCount,
                        int nestingLimit) {
                    super(segment, data, pointers, dataSize, pointerCount, nestingLimit);
                }

                public boolean hasName() {
                    return !_pointerFieldIsNull(0);
                }

                public Text.Reader getName() {
                    return _getPointerField(Text.factory, 0, null, 0, 0);
                }
            }
        }

        public static final class MakeThreadResults {
            public static final StructSize STRUCT_SIZE = new StructSize((short) 0, (short) 1);

            public static final class Factory extends StructFactory<Builder, Reader> {
                @Override
                public Reader constructReader(
                        SegmentReader segment,
                        int data,
                        int pointers,
                        int dataSize,
                        short pointerCount,
                        int nestingLimit) {
                    return new Reader(segment, data, pointers, dataSize, pointerCount, nestingLimit);
                }

                @Override
                public Builder constructBuilder(
                        SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
                    return new Builder(segment, data, pointers, dataSize, pointerCount);
                }

                @Override
                public StructSize structSize() {
                    return ProxyProtocol.ThreadMap.MakeThreadResults.STRUCT_SIZE;
                }

                @Override
                public Reader asReader(Builder builder) {
                    return builder.asReader();
                }
            }

            public static final Factory factory = new Factory();
            public static final StructList.Factory<Builder, Reader> listFactory = new StructList.Factory<>(factory);

            public static final class Builder extends StructBuilder {
                Builder(SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
                    super(segment, data, pointers, dataSize, pointerCount);
                }

                public Reader asReader() {
                    return new Reader(segment, data, pointers, dataSize, pointerCount, 0x7fffffff);
                }

                public boolean hasResult() {
                    return !_pointerFieldIsNull(0);
                }

                public void setResult(CapabilityTable table, ProxyProtocol.Thread.Client value) {
                    ProxyProtocol.Thread.Client.FACTORY.write(segment, pointers + 0, table, value);
                }

                public void setResult(CapabilityTable table, @Nullable Capability value) {
                    TypedClient.write(segment, pointers + 0, table, value);
                }
            }

            public static final class Reader extends StructReader {
                Reader(
                        SegmentReader segment,
                        int data,
                        int pointers,
                        int dataSize,
                        short pointerCount,
                        int nestingLimit) {
                    super(segment, data, pointers, dataSize, pointerCount, nestingLimit);
                }

                public boolean hasResult() {
                    return !_pointerFieldIsNull(0);
                }

                public ProxyProtocol.Thread.Client getResult() {
                    return _getPointerField(ProxyProtocol.Thread.Client.FACTORY, 0);
                }
            }
        }

        public static final class MakePoolParams {
            public static final StructSize STRUCT_SIZE = new StructSize((short) 1, (short) 0);

            public static final class Factory extends StructFactory<Builder, Reader> {
                @Override
                public Reader constructReader(
                        SegmentReader segment,
                        int data,
                        int pointers,
                        int dataSize,
                        short pointerCount,
                        int nestingLimit) {
                    return new Reader(segment, data, pointers, dataSize, pointerCount, nestingLimit);
                }

                @Override
                public Builder constructBuilder(
                        SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
                    return new Builder(segment, data, pointers, dataSize, pointerCount);
                }

                @Override
                public StructSize structSize() {
                    return ProxyProtocol.ThreadMap.MakePoolParams.STRUCT_SIZE;
                }

                @Override
                public Reader asReader(Builder builder) {
                    return builder.asReader();
                }
            }

            public static final Factory factory = new Factory();
            public static final StructList.Factory<Builder, Reader> listFactory = new StructList.Factory<>(factory);

            public static final class Builder extends StructBuilder {
                Builder(SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
                    super(segment, data, pointers, dataSize, pointerCount);
                }

                public Reader asReader() {
                    return new Reader(segment, data, pointers, dataSize, pointerCount, 0x7fffffff);
                }

                public int getCount() {
                    return _getIntField(0);
                }

                public void setCount(int value) {
                    _setIntField(0, value);
                }
            }

            public static final class Reader extends StructReader {
                Reader(
                        SegmentReader segment,
                        int data,
                        int pointers,
                        int dataSize,
                        short pointerCount,
                        int nestingLimit) {
                    super(segment, data, pointers, dataSize, pointerCount, nestingLimit);
                }

                public int getCount() {
                    return _getIntField(0);
                }
            }
        }

        public static final class MakePoolResults {
            public static final StructSize STRUCT_SIZE = new StructSize((short) 0, (short) 0);

            public static final class Factory extends StructFactory<Builder, Reader> {
                @Override
                public Reader constructReader(
                        SegmentReader segment,
                        int data,
                        int pointers,
                        int dataSize,
                        short pointerCount,
                        int nestingLimit) {
                    return new Reader(segment, data, pointers, dataSize, pointerCount, nestingLimit);
                }

                @Override
                public Builder constructBuilder(
                        SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
                    return new Builder(segment, data, pointers, dataSize, pointerCount);
                }

                @Override
                public StructSize structSize() {
                    return ProxyProtocol.ThreadMap.MakePoolResults.STRUCT_SIZE;
                }

                @Override
                public Reader asReader(Builder builder) {
                    return builder.asReader();
                }
            }

            public static final Factory factory = new Factory();
            public static final StructList.Factory<Builder, Reader> listFactory = new StructList.Factory<>(factory);

            public static final class Builder extends StructBuilder {
                Builder(SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
                    super(segment, data, pointers, dataSize, pointerCount);
                }

                public Reader asReader() {
                    return new Reader(segment, data, pointers, dataSize, pointerCount, 0x7fffffff);
                }
            }

            public static final class Reader extends StructReader {
                Reader(
                        SegmentReader segment,
                        int data,
                        int pointers,
                        int dataSize,
                        short pointerCount,
                        int nestingLimit) {
                    super(segment, data, pointers, dataSize, pointerCount, nestingLimit);
                }
            }
        }
    }

    public static final class Thread {
        public static final long ID = 0x81c1e2600d0b56c5L;

        public static final class Client extends TypedClient {
            public static final Factory<Client> FACTORY = new Factory<>() {
                @Override
                public Client wrap(Capability capability) {
                    return new Client(capability);
                }
            };

            public Client(Capability capability) {
                super(capability);
            }
        }

        public static final class GetNameParams {
            public static final StructSize STRUCT_SIZE = new StructSize((short) 0, (short) 0);

            public static final class Factory extends StructFactory<Builder, Reader> {
                @Override
                public Reader constructReader(
                        SegmentReader segment,
                        int data,
                        int pointers,
                        int dataSize,
                        short pointerCount,
                        int nestingLimit) {
                    return new Reader(segment, data, pointers, dataSize, pointerCount, nestingLimit);
                }

                @Override
                public Builder constructBuilder(
                        SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
                    return new Builder(segment, data, pointers, dataSize, pointerCount);
                }

                @Override
                public StructSize structSize() {
                    return ProxyProtocol.Thread.GetNameParams.STRUCT_SIZE;
                }

                @Override
                public Reader asReader(Builder builder) {
                    return builder.asReader();
                }
            }

            public static final Factory factory = new Factory();
            public static final StructList.Factory<Builder, Reader> listFactory = new StructList.Factory<>(factory);

            public static final class Builder extends StructBuilder {
                Builder(SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
                    super(segment, data, pointers, dataSize, pointerCount);
                }

                public Reader asReader() {
                    return new Reader(segment, data, pointers, dataSize, pointerCount, 0x7fffffff);
                }
            }

            public static final class Reader extends StructReader {
                Reader(
                        SegmentReader segment,
                        int data,
                        int pointers,
                        int dataSize,
                        short pointerCount,
                        int nestingLimit) {
                    super(segment, data, pointers, dataSize, pointerCount, nestingLimit);
                }
            }
        }

        public static final class GetNameResults {
            public static final StructSize STRUCT_SIZE = new StructSize((short) 0, (short) 1);

            public static final class Factory extends StructFactory<Builder, Reader> {
                @Override
                public Reader constructReader(
                        SegmentReader segment,
                        int data,
                        int pointers,
                        int dataSize,
                        short pointerCount,
                        int nestingLimit) {
                    return new Reader(segment, data, pointers, dataSize, pointerCount, nestingLimit);
                }

                @Override
                public Builder constructBuilder(
                        SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
                    return new Builder(segment, data, pointers, dataSize, pointerCount);
                }

                @Override
                public StructSize structSize() {
                    return ProxyProtocol.Thread.GetNameResults.STRUCT_SIZE;
                }

                @Override
                public Reader asReader(Builder builder) {
                    return builder.asReader();
                }
            }

            public static final Factory factory = new Factory();
            public static final StructList.Factory<Builder, Reader> listFactory = new StructList.Factory<>(factory);

            public static final class Builder extends StructBuilder {
                Builder(SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
                    super(segment, data, pointers, dataSize, pointerCount);
                }

                public Reader asReader() {
                    return new Reader(segment, data, pointers, dataSize, pointerCount, 0x7fffffff);
                }

                public boolean hasResult() {
                    return !_pointerFieldIsNull(0);
                }

                public Text.Builder getResult() {
                    return _getPointerField(Text.factory, 0, null, 0, 0);
                }

                public void setResult(Text.Reader value) {
                    _setPointerField(Text.factory, 0, value);
                }

                public Text.Builder initResult(int size) {
                    return _initPointerField(Text.factory, 0, size);
                }

                public void setResult(String value) {
                    if (value != null) _setPointerField(Text.factory, 0, new Text.Reader(value));
                }
            }

            public static final class Reader extends StructReader {
                Reader(
                        SegmentReader segment,
                        int data,
                        int pointers,
                        int dataSize,
                        short pointerCount,
                        int nestingLimit) {
                    super(segment, data, pointers, dataSize, pointerCount, nestingLimit);
                }

                public boolean hasResult() {
                    return !_pointerFieldIsNull(0);
                }

                public Text.Reader getResult() {
                    return _getPointerField(Text.factory, 0, null, 0, 0);
                }
            }
        }
    }
}
