package io.multiprocess.rpc;

import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.LocalServer;
import io.multiprocess.capability.OutgoingCall;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.RpcException;
import io.multiprocess.capability.TypedClient;
import io.multiprocess.wire.CapabilityPointer;
import org.capnproto.AnyPointer;
import org.capnproto.FromPointerBuilder;
import org.capnproto.SegmentBuilder;
import org.capnproto.SegmentReader;
import org.capnproto.StructBuilder;
import org.capnproto.StructFactory;
import org.capnproto.StructReader;
import org.capnproto.StructSize;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An object for tests of the protocol. Params and results of all its methods are one struct with a number and two
 * capabilities. It remembers the numbers it was called with and, where told so, the calls themselves.
 */
final class TestObject implements LocalServer {

    static final long ID = 0x8123456789abcdefL;

    /** Answers with the number and the capabilities of the params. */
    static final int ECHO = 0;
    /** Keeps the call until the test ends it. */
    static final int HOLD = 1;
    /** Fails. */
    static final int FAIL = 2;
    /** Answers with a new object and with itself. */
    static final int MAKE = 3;
    /** Ends in a tail call of ECHO on the first capability of the params. */
    static final int TAIL = 4;
    /** Keeps the first capability of the params for {@link #GET}. */
    static final int PUT = 5;
    /** Answers with the capability that was put. */
    static final int GET = 6;
    /** Throws. */
    static final int THROW = 7;
    /** Calls ECHO on the first capability of the params and answers with what that answers. */
    static final int CALL_BACK = 8;

    final String name;
    final MemoryVat.Loop loop;
    final List<Long> numbers = new ArrayList<>();
    final List<CallContext> held = new ArrayList<>();
    final List<TestObject> made = new ArrayList<>();

    @Nullable
    Capability kept;

    boolean released;

    TestObject(String name, MemoryVat.Loop loop) {
        this.name = name;
        this.loop = loop;
    }

    Capability capability() {
        return Capability.local(this, loop);
    }

    @Override
    public void dispatch(long interfaceId, int methodId, CallContext context) {
        if (interfaceId != ID) {
            context.fail(RpcException.unimplemented(interfaceId, methodId));
            return;
        }
        Args params = context.params().getAs(Args.FACTORY);
        numbers.add(params.number());
        switch (methodId) {
            case ECHO -> {
                ArgsBuilder results = context.results(0).initAs(ArgsBuilder.FACTORY);
                results.number(params.number());
                results.capability(0, context.resultsTable(), params.capability(0));
                results.capability(1, context.resultsTable(), params.capability(1));
                context.complete();
            }
            case HOLD -> held.add(context);
            case FAIL -> context.fail(new RpcException(RpcException.Kind.OVERLOADED, "as asked"));
            case MAKE -> {
                TestObject child = new TestObject(name + "." + made.size(), loop);
                made.add(child);
                ArgsBuilder results = context.results(0).initAs(ArgsBuilder.FACTORY);
                Capability capability = child.capability();
                results.capability(0, context.resultsTable(), capability);
                capability.release();
                context.complete();
            }
            case TAIL -> {
                OutgoingCall call = params.capability(0).newCall(ID, ECHO, 8);
                ArgsBuilder forwarded = call.params().initAs(ArgsBuilder.FACTORY);
                forwarded.number(params.number());
                forwarded.capability(0, call.paramsTable(), params.capability(1));
                context.tailCall(call);
            }
            case PUT -> {
                Capability given = params.capability(0).addRef();
                dropKept();
                kept = given;
                context.complete();
            }
            case GET -> {
                ArgsBuilder results = context.results(0).initAs(ArgsBuilder.FACTORY);
                results.capability(0, context.resultsTable(), kept);
                context.complete();
            }
            case THROW -> throw new IllegalStateException("thrown by the object");
            case CALL_BACK -> {
                OutgoingCall call = params.capability(0).newCall(ID, ECHO, 8);
                call.params().initAs(ArgsBuilder.FACTORY).number(params.number() + 1);
                call.send().onCompletion(done -> {
                    RpcException failed = done.failure();
                    if (failed != null) {
                        context.fail(failed);
                    } else {
                        long number =
                                done.response().results().getAs(Args.FACTORY).number();
                        done.response().close();
                        context.results(0).initAs(ArgsBuilder.FACTORY).number(number);
                        context.complete();
                    }
                });
            }
            default -> context.fail(RpcException.unimplemented(interfaceId, methodId));
        }
    }

    Capability kept() {
        return Objects.requireNonNull(kept);
    }

    static RpcException failure(PendingCall call) {
        return Objects.requireNonNull(call.failure());
    }

    /** Ends all that is held and lets go of all that is kept, here and in the objects made. */
    void completeAll() {
        held.forEach(CallContext::complete);
        held.clear();
        dropKept();
        made.forEach(TestObject::completeAll);
    }

    void dropKept() {
        if (kept != null) {
            kept.release();
            kept = null;
        }
    }

    @Override
    public void released() {
        if (released) {
            throw new AssertionError("released twice");
        }
        released = true;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Makes a call with a number and capabilities. */
    static PendingCall call(Capability on, int method, long number, @Nullable Capability... capabilities) {
        OutgoingCall call = on.newCall(ID, method, 8);
        ArgsBuilder params = call.params().initAs(ArgsBuilder.FACTORY);
        params.number(number);
        for (int i = 0; i < capabilities.length; i++) {
            params.capability(i, call.paramsTable(), capabilities[i]);
        }
        return call.send();
    }

    /** Ends a held call. */
    static void complete(CallContext context, long number, @Nullable Capability... capabilities) {
        ArgsBuilder results = context.results(0).initAs(ArgsBuilder.FACTORY);
        results.number(number);
        for (int i = 0; i < capabilities.length; i++) {
            results.capability(i, context.resultsTable(), capabilities[i]);
        }
        context.complete();
    }

    static Args results(PendingCall call) {
        return call.response().results().getAs(Args.FACTORY);
    }

    /** Params and results, for reading. */
    static final class Args extends StructReader {

        static final StructFactory<ArgsBuilder, Args> FACTORY = ArgsBuilder.FACTORY;

        Args(SegmentReader segment, int data, int pointers, int dataSize, short pointerCount, int nestingLimit) {
            super(segment, data, pointers, dataSize, pointerCount, nestingLimit);
        }

        long number() {
            return _getLongField(0);
        }

        /** Borrowed. */
        Capability capability(int index) {
            return _getPointerField((segment, pointer, nesting) -> TypedClient.read(segment, pointer), index);
        }
    }

    /** Params and results, for building. */
    static final class ArgsBuilder extends StructBuilder {

        static final StructFactory<ArgsBuilder, Args> FACTORY = new StructFactory<>() {
            @Override
            public Args constructReader(
                    SegmentReader segment, int data, int pointers, int dataSize, short pointerCount, int nestingLimit) {
                return new Args(segment, data, pointers, dataSize, pointerCount, nestingLimit);
            }

            @Override
            public ArgsBuilder constructBuilder(
                    SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
                return new ArgsBuilder(segment, data, pointers, dataSize, pointerCount);
            }

            @Override
            public StructSize structSize() {
                return new StructSize((short) 1, (short) 3);
            }

            @Override
            public Args asReader(ArgsBuilder builder) {
                throw new UnsupportedOperationException();
            }
        };

        ArgsBuilder(SegmentBuilder segment, int data, int pointers, int dataSize, short pointerCount) {
            super(segment, data, pointers, dataSize, pointerCount);
        }

        void number(long value) {
            _setLongField(0, value);
        }

        void capability(int index, CapabilityTable table, @Nullable Capability capability) {
            TypedClient.write(segment, pointers + index, table, capability);
        }

        void capabilityIndex(int pointer, int index) {
            CapabilityPointer.write(segment, pointers + pointer, index);
        }

        AnyPointer.Builder any() {
            return _getPointerField(
                    new FromPointerBuilder<>() {
                        @Override
                        public AnyPointer.Builder fromPointerBuilder(SegmentBuilder segment, int pointer) {
                            return new AnyPointer.Builder(segment, pointer);
                        }

                        @Override
                        public AnyPointer.Builder initFromPointerBuilder(
                                SegmentBuilder segment, int pointer, int elementCount) {
                            return fromPointerBuilder(segment, pointer);
                        }
                    },
                    2);
        }
    }
}
