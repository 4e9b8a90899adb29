package io.multiprocess.rpc;

import io.multiprocess.capability.ResultPath;
import io.multiprocess.capability.RpcException;
import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.OutgoingMessage;
import io.multiprocess.wire.PointerCopier;
import org.capnproto.AnyPointer;
import org.capnproto.SegmentBuilder;
import org.capnproto.StructList;
import org.capnproto.Text;
import org.jspecify.annotations.Nullable;

/**
 * Writes rpc.capnp's messages. Their fixed part is laid down as words, in the order a schema-driven builder would use;
 * what varies is allocated behind it.
 */
final class MessageWriter {

    /** Word index of {@code Call.params.content}, and words in front of the params. */
    static final int CALL_CONTENT = 11;

    static final int CALL_WORDS = 13;

    /** Word index of {@code Return.results.content}, and words in front of the results. */
    static final int RETURN_CONTENT = 6;

    static final int RETURN_WORDS = 8;

    private static final int CALL_BODY = 3;
    private static final int CALL_TARGET = 9;
    private static final int RETURN_BODY = 3;

    private MessageWriter() {}

    /** Pointer to a struct that starts {@code offset} words behind the pointer's end. */
    private static long struct(int offset, int dataWords, int pointers) {
        return ((long) offset << 2) | ((long) dataWords << 32) | ((long) pointers << 48);
    }

    /** Lays down root and Message, which leave the body's struct at word 3. */
    private static SegmentBuilder start(OutgoingMessage message, int words, int which, int dataWords, int pointers) {
        SegmentBuilder segment = message.firstSegment();
        segment.allocate(words - 1);
        segment.put(0, struct(0, 1, 1));
        segment.put(1, which);
        segment.put(2, struct(0, dataWords, pointers));
        return segment;
    }

    /** Lays down a Call without its question id, target and flags. */
    static OutgoingMessage call(long interfaceId, int methodId, int paramsSizeHintWords) {
        OutgoingMessage message = new OutgoingMessage(CALL_WORDS + paramsSizeHintWords);
        SegmentBuilder segment = start(message, CALL_WORDS, RpcSchema.CALL, 3, 3);
        segment.put(CALL_BODY, (long) (methodId & 0xffff) << 32);
        segment.put(CALL_BODY + 1, interfaceId);
        segment.put(CALL_BODY + 3, struct(CALL_TARGET - (CALL_BODY + 4), 1, 1));
        segment.put(CALL_BODY + 4, struct(CALL_CONTENT - (CALL_BODY + 5), 0, 2));
        return message;
    }

    /** Fills in what is known when a Call is sent. */
    static void finishCall(OutgoingMessage message, int questionId, boolean yourself, boolean noPromisePipelining) {
        SegmentBuilder segment = message.firstSegment();
        long body = segment.get(CALL_BODY) & 0x0000ffff00000000L;
        long sendResultsTo = yourself ? RpcSchema.CALL_YOURSELF : RpcSchema.CALL_CALLER;
        segment.put(CALL_BODY, body | Integer.toUnsignedLong(questionId) | (sendResultsTo << 48));
        segment.put(CALL_BODY + 2, noPromisePipelining ? 1L << (RpcSchema.CALL_NO_PROMISE_PIPELINING_BIT - 128) : 0);
    }

    static void callToImport(OutgoingMessage message, int importId) {
        message.firstSegment().put(CALL_TARGET, Integer.toUnsignedLong(importId));
    }

    static void callToAnswer(OutgoingMessage message, int questionId, ResultPath path) {
        SegmentBuilder segment = message.firstSegment();
        segment.put(CALL_TARGET, (long) RpcSchema.TARGET_PROMISED_ANSWER << 32);
        promisedAnswer(new AnyPointer.Builder(segment, CALL_TARGET + 1), questionId, path);
    }

    static AnyPointer.Builder callContent(OutgoingMessage message) {
        return new AnyPointer.Builder(message.firstSegment(), CALL_CONTENT);
    }

    static StructList.Builder<RawStruct> callDescriptors(OutgoingMessage message, int count) {
        return new AnyPointer.Builder(message.firstSegment(), CALL_CONTENT + 1)
                .initAs(RawStruct.CAP_DESCRIPTORS, count);
    }

    /** Lays down a Return with results. */
    static OutgoingMessage results(int answerId, int sizeHintWords) {
        OutgoingMessage message = new OutgoingMessage(RETURN_WORDS + sizeHintWords);
        SegmentBuilder segment = start(message, RETURN_WORDS, RpcSchema.RETURN, 2, 1);
        segment.put(RETURN_BODY, returnWord(answerId, RpcSchema.RETURN_RESULTS));
        segment.put(RETURN_BODY + 2, struct(RETURN_CONTENT - (RETURN_BODY + 3), 0, 2));
        return message;
    }

    static AnyPointer.Builder resultsContent(OutgoingMessage message) {
        return new AnyPointer.Builder(message.firstSegment(), RETURN_CONTENT);
    }

    static AnyPointer.Reader resultsContent(MessageArena message) {
        return message.at(0, RETURN_CONTENT);
    }

    static StructList.Builder<RawStruct> resultsDescriptors(OutgoingMessage message, int count) {
        return new AnyPointer.Builder(message.firstSegment(), RETURN_CONTENT + 1)
                .initAs(RawStruct.CAP_DESCRIPTORS, count);
    }

    static void noFinishNeeded(OutgoingMessage message) {
        SegmentBuilder segment = message.firstSegment();
        segment.put(RETURN_BODY, segment.get(RETURN_BODY) | 1L << RpcSchema.RETURN_NO_FINISH_NEEDED_BIT);
    }

    /** Makes a Return without results. */
    static OutgoingMessage returnWithout(int answerId, int which) {
        OutgoingMessage message = new OutgoingMessage(6);
        start(message, 6, RpcSchema.RETURN, 2, 1).put(RETURN_BODY, returnWord(answerId, which));
        return message;
    }

    static OutgoingMessage takeFromOtherQuestion(int answerId, int questionId) {
        OutgoingMessage message = returnWithout(answerId, RpcSchema.RETURN_TAKE_FROM_OTHER_QUESTION);
        message.firstSegment().put(RETURN_BODY + 1, Integer.toUnsignedLong(questionId));
        return message;
    }

    static OutgoingMessage returnException(
            int answerId, RpcException failure, String trace, boolean releaseParamCaps, boolean noFinishNeeded) {
        OutgoingMessage message = new OutgoingMessage(16 + textWords(failure.getMessage()) + textWords(trace));
        SegmentBuilder segment = start(message, 6, RpcSchema.RETURN, 2, 1);
        long word = returnWord(answerId, RpcSchema.RETURN_EXCEPTION);
        if (releaseParamCaps) {
            word &= ~(1L << RpcSchema.RETURN_KEEP_PARAM_CAPS_BIT);
        }
        if (noFinishNeeded) {
            word |= 1L << RpcSchema.RETURN_NO_FINISH_NEEDED_BIT;
        }
        segment.put(RETURN_BODY, word);
        exception(new AnyPointer.Builder(segment, RETURN_BODY + 2), failure, trace);
        return message;
    }

    private static long returnWord(int answerId, int which) {
        // We always keep track of capabilities ourselves, so the peer is not to release those of the params.
        return Integer.toUnsignedLong(answerId) | 1L << RpcSchema.RETURN_KEEP_PARAM_CAPS_BIT | (long) which << 48;
    }

    static OutgoingMessage bootstrap(int questionId) {
        OutgoingMessage message = new OutgoingMessage(5);
        start(message, 5, RpcSchema.BOOTSTRAP, 1, 1).put(3, Integer.toUnsignedLong(questionId));
        return message;
    }

    static OutgoingMessage finish(int questionId, boolean releaseResultCaps) {
        OutgoingMessage message = new OutgoingMessage(4);
        start(message, 4, RpcSchema.FINISH, 1, 0)
                .put(
                        3,
                        Integer.toUnsignedLong(questionId)
                                | (releaseResultCaps ? 0 : 1L << RpcSchema.FINISH_KEEP_RESULT_CAPS_BIT)
                                | 1L << RpcSchema.FINISH_NO_WORKAROUND_BIT);
        return message;
    }

    static OutgoingMessage release(int importId, int count) {
        OutgoingMessage message = new OutgoingMessage(4);
        start(message, 4, RpcSchema.RELEASE, 1, 0).put(3, Integer.toUnsignedLong(importId) | (long) count << 32);
        return message;
    }

    /** Makes a Resolve whose descriptor, at {@link #resolveDescriptor}, is to be filled. */
    static OutgoingMessage resolveCap(int exportId) {
        OutgoingMessage message = new OutgoingMessage(16);
        start(message, 5, RpcSchema.RESOLVE, 1, 1)
                .put(3, Integer.toUnsignedLong(exportId) | (long) RpcSchema.RESOLVE_CAP << 32);
        return message;
    }

    static RawStruct resolveDescriptor(OutgoingMessage message) {
        return new AnyPointer.Builder(message.firstSegment(), 4).initAs(RawStruct.CAP_DESCRIPTOR);
    }

    static OutgoingMessage resolveException(int exportId, RpcException failure) {
        OutgoingMessage message = new OutgoingMessage(16 + textWords(failure.getMessage()));
        SegmentBuilder segment = start(message, 5, RpcSchema.RESOLVE, 1, 1);
        segment.put(3, Integer.toUnsignedLong(exportId) | (long) RpcSchema.RESOLVE_EXCEPTION << 32);
        exception(new AnyPointer.Builder(segment, 4), failure, "");
        return message;
    }

    /** Makes a Disembargo whose target is still to be written. */
    static OutgoingMessage disembargo(int which, int embargoId) {
        OutgoingMessage message = new OutgoingMessage(16);
        SegmentBuilder segment = start(message, 8, RpcSchema.DISEMBARGO, 1, 2);
        segment.put(3, Integer.toUnsignedLong(embargoId) | (long) which << 32);
        segment.put(4, struct(1, 1, 1));
        return message;
    }

    static void disembargoToImport(OutgoingMessage message, int importId) {
        message.firstSegment().put(6, Integer.toUnsignedLong(importId));
    }

    static void disembargoToAnswer(OutgoingMessage message, int questionId, ResultPath path) {
        SegmentBuilder segment = message.firstSegment();
        segment.put(6, (long) RpcSchema.TARGET_PROMISED_ANSWER << 32);
        promisedAnswer(new AnyPointer.Builder(segment, 7), questionId, path);
    }

    static OutgoingMessage abort(RpcException reason) {
        OutgoingMessage message = new OutgoingMessage(12 + textWords(reason.getMessage()));
        SegmentBuilder segment = start(message, 3, RpcSchema.ABORT, 0, 0);
        segment.put(2, 0);
        exception(new AnyPointer.Builder(segment, 2), reason, "");
        return message;
    }

    /** Makes an Unimplemented that echoes a message; fails if that is malformed. */
    static OutgoingMessage unimplemented(MessageArena echoed) {
        long words = echoed.sizeWords();
        OutgoingMessage message = new OutgoingMessage((int) Math.min(words + 4, 1 << 16));
        SegmentBuilder segment = start(message, 3, RpcSchema.UNIMPLEMENTED, 0, 0);
        segment.put(2, 0);
        PointerCopier.copy(echoed.root(), new AnyPointer.Builder(segment, 2), words);
        return message;
    }

    static void descriptor(RawStruct descriptor, int which, int id) {
        descriptor.u16(0, which);
        descriptor.u32(1, id);
    }

    static void descriptorOfAnswer(RawStruct descriptor, int questionId, ResultPath path) {
        descriptor.u16(0, RpcSchema.CAP_RECEIVER_ANSWER);
        promisedAnswer(descriptor.pointer(0), questionId, path);
    }

    private static void promisedAnswer(AnyPointer.Builder pointer, int questionId, ResultPath path) {
        RawStruct answer = pointer.initAs(RawStruct.PROMISED_ANSWER);
        answer.u32(0, questionId);
        if (path.length() > 0) {
            StructList.Builder<RawStruct> ops = answer.pointer(0).initAs(RawStruct.OPS, path.length());
            for (int i = 0; i < path.length(); i++) {
                ops.get(i).u16(0, RpcSchema.OP_GET_POINTER_FIELD);
                ops.get(i).u16(1, path.pointerIndex(i));
            }
        }
    }

    private static void exception(AnyPointer.Builder pointer, RpcException failure, String trace) {
        RawStruct exception = pointer.initAs(RawStruct.EXCEPTION);
        exception.u16(2, failure.kind().code());
        exception.pointer(0).setAs(Text.factory, new Text.Reader(String.valueOf(failure.getMessage())));
        if (!trace.isEmpty()) {
            exception.pointer(1).setAs(Text.factory, new Text.Reader(trace));
        }
    }

    private static int textWords(@Nullable String text) {
        return text == null ? 1 : text.length() / 8 + 2;
    }
}
