package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.Promise;
import io.multiprocess.capability.Response;
import io.multiprocess.capability.ResultPath;
import io.multiprocess.capability.RpcException;
import io.multiprocess.wire.DecodeErrors;
import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.OutgoingMessage;
import io.multiprocess.wire.StructCursor;
import io.multiprocess.wire.WireLimits;
import org.capnproto.DecodeException;
import org.capnproto.StructList;
import org.capnproto.Text;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * One end of a connection: the four tables and what each message does to them.
 *
 * <p>A message goes in with {@link #receive}; what comes of it goes out through the {@link ConnectionHost}: messages for the
 * peer and deliveries, both in order. Capabilities of the peer are {@link Capability} objects that do the same from any
 * thread.
 *
 * <p>The tables, from this side: <i>questions</i> (calls under way to the peer), <i>answers</i> (calls from it), <i>imports</i>
 * (its capabilities here), <i>exports</i> (ours there); and the embargoes. All are empty again when nothing is under way and
 * nothing is held.
 *
 * <p>References are never released and no capability of anybody else is called under the lock: both are deliveries.
 *
 * <p>Spec: rpc.capnp up to level 1. <i>Guarded by the connection lock</i> ({@link ConnectionHost#lock}), except
 * {@link #bootstrap}, which takes it.
 */
public final class RpcConnection {

    /** For reading what this process has built itself. */
    static final WireLimits TRUSTED =
            new WireLimits(WireLimits.DEFAULT.messageWords(), Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);

    static final String NOTHING_TO_PIPELINE =
            "Pipeline call on a request that returned no capabilities or was already closed.";

    /** What a call costs beside its words, so that many small ones count as well. */
    private static final int CALL_OVERHEAD_WORDS = 32;

    private final ConnectionHost host;
    private final RpcLimits limits;

    private final IdTable<Question> questions = new IdTable<>();
    private final PeerTable<Answer> answers = new PeerTable<>();
    private final PeerTable<ImportedCapability> imports = new PeerTable<>();
    private final IdTable<Export> exports = new IdTable<>();
    private final IdTable<Embargo> embargoes = new IdTable<>();

    /** The export that is to be used when a capability is sent again. */
    private final IdentityHashMap<Capability, Export> exportsByCapability = new IdentityHashMap<>();

    private @Nullable Capability bootstrap;

    /** Why the connection ended; null while it has not. */
    private @Nullable RpcException ended;

    private @Nullable Function<RpcException, String> traceEncoder;
    private long exportSequence;
    private int questionsAwaitingReturn;
    private int answersRunning;
    private long callWordsInFlight;
    private boolean readingPaused;

    /** Messages that ride along with the next one: first word of the body, second one says what it is. */
    private long[] rideAlong = new long[8];

    private int rideAlongCount;

    private @Nullable Releases releases;
    private @Nullable List<Export> brokenExports;

    private final StructCursor message = new StructCursor();
    private final StructCursor body = new StructCursor();
    private final StructCursor part = new StructCursor();
    private final StructCursor inner = new StructCursor();
    private final StructCursor list = new StructCursor();
    private final StructCursor ops = new StructCursor();

    /** For tests: messages, by bit, whose handlers are switched off. */
    int handlersOff;

    private RpcConnection(ConnectionHost host, RpcLimits limits, @Nullable Capability bootstrap) {
        this.host = host;
        this.limits = limits;
        this.bootstrap = bootstrap;
    }

    /**
     * Starts a connection.
     *
     * @param host lends the lock, carries out actions
     * @param limits what the peer may use up
     * @param bootstrap what the peer gets for {@code Bootstrap}, its reference is taken over; null if nothing is offered
     * @return the connection, with empty tables
     */
    public static RpcConnection create(ConnectionHost host, RpcLimits limits, @Nullable Capability bootstrap) {
        return new RpcConnection(host, limits, bootstrap);
    }

    ConnectionHost host() {
        return host;
    }

    RpcLimits limits() {
        return limits;
    }

    boolean isOpen() {
        return ended == null;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What the host calls

    /**
     * Asks the peer for its bootstrap capability. Takes the lock itself.
     *
     * @return a promise for it, owned by the caller
     */
    public Capability bootstrap() {
        host.lock();
        try {
            RpcException over = ended;
            if (over != null) {
                return Capability.broken(over);
            }
            if (questions.size() >= limits.questions()) {
                return Capability.broken(tooManyQuestions());
            }
            Question question = new Question(this);
            question.detached = true;
            ask(question);
            Capability promise = question.pipelined(ResultPath.ROOT);
            send(MessageWriter.bootstrap(question.id));
            return promise;
        } finally {
            host.unlock();
        }
    }

    /**
     * Takes a message. A protocol error ends the connection with an {@code Abort}; nothing is thrown. Ignored after the
     * end of the connection.
     *
     * @param received as it came out of the decoder
     */
    public void receive(MessageArena received) {
        if (ended != null) {
            return;
        }
        int which = -1;
        try {
            message.toRoot(received);
            which = message.u16(0);
            if (which < 32 && (handlersOff >> which & 1) != 0) {
                return;
            }
            body.to(message, 0);
            handle(which, received);
        } catch (ProtocolException broken) {
            abort(RpcException.failed(RpcSchema.messageName(which) + ": " + broken.getMessage()));
        } catch (RuntimeException malformed) {
            DecodeException decode = DecodeErrors.decodeException(malformed);
            abort(new RpcException(
                    RpcException.Kind.FAILED,
                    (which < 0 ? "message" : RpcSchema.messageName(which)) + ": " + decode.getMessage(),
                    malformed));
        } finally {
            message.reset();
            body.reset();
            part.reset();
            inner.reset();
            list.reset();
            ops.reset();
        }
    }

    /** Sends the small messages that were waiting for something to ride along with. */
    public void flush() {
        if (rideAlongCount == 0) {
            return;
        }
        // Each is a frame of four words: root, Message, and a body without pointers.
        ByteBuffer bytes = ByteBuffer.allocate(rideAlongCount * 40 / 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rideAlongCount; i += 2) {
            bytes.putLong(4L << 32)
                    .putLong(1L << 32 | 1L << 48)
                    .putLong(rideAlong[i + 1])
                    .putLong(1L << 32);
            bytes.putLong(rideAlong[i]);
        }
        rideAlongCount = 0;
        if (rideAlong.length > 1024) {
            rideAlong = new long[8];
        }
        host.send(OutgoingMessage.framed(bytes.flip()));
    }

    /**
     * Ends everything because the stream ended: calls fail, capabilities break, exports are released. Does not call
     * {@link ConnectionHost#close}.
     *
     * @param reason what callers are told
     */
    public void disconnected(RpcException reason) {
        if (ended != null) {
            return;
        }
        ended = reason;
        questions.forEach(question -> question.fail(reason));
        questions.clear();
        questionsAwaitingReturn = 0;
        answers.forEach(answer -> answer.disconnected(reason));
        answers.clear();
        imports.forEach(imported -> {
            RemotePromise promise = imported.promise;
            if (promise != null) {
                promise.resolve(Capability.broken(reason));
            }
        });
        imports.clear();
        List<Export> latestFirst = new ArrayList<>(exports.size());
        exports.forEach(latestFirst::add);
        latestFirst.sort(
                Comparator.comparingLong((Export export) -> export.sequence).reversed());
        latestFirst.forEach(export -> releaseLater(export.capability));
        exports.clear();
        exportsByCapability.clear();
        embargoes.forEach(embargo -> deliverLater(() -> {
            embargo.promise().fail(reason);
            embargo.promise().release();
            embargo.target().release();
        }));
        embargoes.clear();
        rideAlongCount = 0;
        Capability offered = bootstrap;
        bootstrap = null;
        if (offered != null) {
            releaseLater(offered);
        }
    }

    /**
     * Ends the connection from this side: sends {@code Abort}, then as {@link #disconnected}, then
     * {@link ConnectionHost#close}.
     *
     * @param reason what the peer and callers are told
     */
    public void abort(RpcException reason) {
        if (ended != null) {
            return;
        }
        send(MessageWriter.abort(reason));
        disconnected(reason);
        host.close(reason);
    }

    /**
     * Sets what the peer gets to see as the stack trace of a failure; without it, only what came from another vat is passed
     * on. Runs under the lock.
     *
     * @param encoder gives the text for a failure, or "" for none; null for none at all
     */
    public void traceEncoder(@Nullable Function<RpcException, String> encoder) {
        traceEncoder = encoder;
    }

    /**
     * Tells whether nothing is under way and nothing is held, by either side.
     *
     * @return true if all tables are empty
     */
    public boolean isIdle() {
        return questions.size() == 0
                && answers.size() == 0
                && imports.size() == 0
                && exports.size() == 0
                && embargoes.size() == 0
                && rideAlongCount == 0;
    }

    /**
     * Tells whether calls are under way to the peer, so that an answer is to be expected.
     *
     * @return true if a question waits for its return
     */
    public boolean awaitsReturn() {
        return questionsAwaitingReturn > 0;
    }

    /**
     * Gives the number of calls under way to the peer.
     *
     * @return questions that wait for their return
     */
    public int questionsAwaitingReturn() {
        return questionsAwaitingReturn;
    }

    /** For tests: tells whether no call is under way and every export stands for a place in results of the peer. */
    boolean isPinnedOnly() {
        boolean[] pinned = {answersRunning == 0 && questionsAwaitingReturn == 0 && embargoes.size() == 0};
        exports.forEach(export -> pinned[0] &= export.capability instanceof PipelinedCapability);
        questions.forEach(question -> pinned[0] &= question.pipelineTargets > 0);
        return pinned[0];
    }

    /**
     * Counts what is in the tables.
     *
     * @return the counts now
     */
    public RpcStats stats() {
        return new RpcStats(
                questions.size(),
                answers.size(),
                imports.size(),
                exports.size(),
                embargoes.size(),
                answersRunning,
                callWordsInFlight);
    }

    /**
     * Shows the tables, for a person.
     *
     * @return several lines
     */
    public String dump() {
        StringBuilder text = new StringBuilder(256);
        text.append(host.description()).append(": ").append(stats());
        if (ended != null) {
            text.append("\n  ended: ").append(ended.getMessage());
        }
        questions.forEach(question -> text.append("\n  ")
                .append(question)
                .append(question.awaitsReturn ? " awaits return" : " returned")
                .append(question.finishSent ? ", finish sent" : "")
                .append(question.pipelineTargets > 0 ? ", addressed " + question.pipelineTargets + " times" : ""));
        answers.forEach(answer -> text.append("\n  ")
                .append(answer)
                .append(answer.returned ? " returned" : " running")
                .append(answer.finished ? ", finished" : ""));
        imports.forEach(imported -> text.append("\n  ")
                .append(imported)
                .append(", received ")
                .append(imported.remoteReferences)
                .append(" times"));
        exports.forEach(export -> text.append("\n  export ")
                .append(export.id)
                .append(": ")
                .append(export.capability)
                .append(", sent ")
                .append(export.references)
                .append(" times")
                .append(export.isPromise ? ", to be resolved" : ""));
        return text.toString();
    }

    /**
     * Checks that the tables agree with each other.
     *
     * @throws IllegalStateException if they do not
     */
    public void check() {
        exportsByCapability.forEach((capability, export) -> {
            if (export.capability != capability || exports.get(export.id) != export) {
                throw new IllegalStateException("export " + export.id + " is listed for another capability");
            }
        });
        int[] awaiting = new int[1];
        questions.forEach(question -> {
            awaiting[0] += question.awaitsReturn ? 1 : 0;
            if (!question.awaitsReturn && question.finishSent && question.pipelineTargets == 0) {
                throw new IllegalStateException(question + " is over but still in the table");
            }
        });
        if (awaiting[0] != questionsAwaitingReturn) {
            throw new IllegalStateException(
                    questionsAwaitingReturn + " questions counted as waiting, " + awaiting[0] + " are");
        }
        exports.forEach(export -> {
            if (export.references <= 0) {
                throw new IllegalStateException("export " + export.id + " has no references");
            }
        });
        if (callWordsInFlight < 0 || answersRunning < 0) {
            throw new IllegalStateException("more freed than was in flight");
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Actions

    void send(OutgoingMessage outgoing) {
        flush();
        host.send(outgoing);
    }

    private void rideAlong(int which, long bodyWord) {
        if (rideAlongCount + 2 > rideAlong.length) {
            rideAlong = Arrays.copyOf(rideAlong, 2 * rideAlong.length);
        }
        rideAlong[rideAlongCount] = bodyWord;
        rideAlong[rideAlongCount + 1] = which;
        rideAlongCount += 2;
        if (rideAlongCount >= 2048) {
            flush();
        } else {
            host.sendLater();
        }
    }

    void deliverLater(Runnable action) {
        host.deliver(new Delivery() {
            @Override
            public boolean runsOnLoop() {
                return false;
            }

            @Override
            public void run(boolean onLoop) {
                action.run();
            }
        });
    }

    /** References to release outside the lock. */
    private final class Releases implements Delivery {

        private final List<Capability> capabilities = new ArrayList<>(4);

        @Override
        public boolean runsOnLoop() {
            return false;
        }

        @Override
        public void run(boolean onLoop) {
            host.lock();
            releases = null; // what comes now needs a delivery of its own
            host.unlock();
            for (Capability capability : capabilities) {
                capability.release();
            }
        }
    }

    void releaseLater(@Nullable Capability capability) {
        if (capability != null) {
            Releases batch = releases;
            if (batch == null) {
                batch = new Releases();
                releases = batch;
                host.deliver(batch);
            }
            batch.capabilities.add(capability);
        }
    }

    /** Releases a table's references; it is empty afterwards. */
    void releaseLater(@Nullable CapabilityTable table) {
        if (table != null) {
            table.drainTo(this::releaseLater);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Questions

    private RpcException tooManyQuestions() {
        return new RpcException(
                RpcException.Kind.OVERLOADED,
                "More than " + limits.questions() + " calls under way to " + host.description());
    }

    private void ask(Question question) {
        question.id = questions.add(question);
        question.awaitsReturn = true;
        questionsAwaitingReturn++;
        updateReading();
    }

    /** Tells whether calls on a capability of this connection go to the peer now. */
    boolean staysRemote(RemoteCapability target) {
        return strictTarget(target) != null;
    }

    /** Gives where calls on it go on this connection, or null if it has turned to elsewhere. */
    private @Nullable RemoteCapability strictTarget(RemoteCapability target) {
        Capability resolution = target.resolution();
        if (resolution == null) {
            return target;
        }
        return resolution.mostResolved() instanceof RemoteCapability remote && remote.connection == this
                ? remote
                : null;
    }

    /**
     * Sends a call. If it cannot be sent, the question is failed and keeps id -1.
     *
     * @return null; or, with nothing done, where the target has turned to, with a reference
     */
    @Nullable
    Capability sendCall(RpcCall call, Question question, boolean yourself) {
        RemoteCapability target = strictTarget(call.target);
        if (target == null) {
            Capability resolution = call.target.resolution();
            return resolution == null ? null : resolution.addRef();
        }
        RpcException over = ended;
        if (over != null) {
            question.fail(over);
            return null;
        }
        if (questions.size() >= limits.questions()) {
            question.fail(tooManyQuestions());
            return null;
        }
        CapabilityTable table = call.tableIfAny();
        if (table != null && table.size() > 0) {
            try {
                question.paramExports =
                        describe(table, MessageWriter.callDescriptors(call.message, table.size()), null);
            } catch (RpcException tooMany) {
                question.fail(tooMany);
                return null;
            }
        }
        ask(question);
        target.used();
        target.target(call.message);
        MessageWriter.finishCall(call.message, question.id, yourself, call.noPromisePipelining);
        send(call.message);
        if (brokenExports != null) {
            resolveBroken();
        }
        return null;
    }

    /** Sends the {@code Finish} of a question if it is time, and frees its id if it is. */
    void finishIfDone(Question question, boolean atOnce) {
        if (question.id < 0 || questions.get(question.id) != question) {
            return;
        }
        if (question.pipelineTargets > 0) {
            return;
        }
        if (!question.finishSent) {
            if (question.tailCall && !question.abandoned) {
                return; // the answer that it is the tail of stands for its results until that is finished
            }
            if (question.awaitsReturn && !question.abandoned) {
                return;
            }
            if (question.awaitsTaken && !question.abandoned) {
                return;
            }
            question.finishSent = true;
            long keepResultCaps = question.awaitsReturn ? 0 : 1L << RpcSchema.FINISH_KEEP_RESULT_CAPS_BIT;
            rideAlong(
                    RpcSchema.FINISH,
                    Integer.toUnsignedLong(question.id) | keepResultCaps | 1L << RpcSchema.FINISH_NO_WORKAROUND_BIT);
            if (atOnce) {
                flush();
            }
        }
        if (!question.awaitsReturn) {
            questions.remove(question.id);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Answers

    void remove(Answer answer) {
        if (answers.get(answer.id) == answer) {
            answers.remove(answer.id);
        }
    }

    void answerEnded() {
        answersRunning--;
    }

    void windowFreed(long words) {
        if (words > 0) {
            callWordsInFlight -= words;
            updateReading();
        }
    }

    /**
     * Pauses reading while the window is full. Not while calls of ours are under way: the calls that fill it may be waiting
     * for those, and then their answers have to be read; calls that come meanwhile are refused.
     */
    private void updateReading() {
        boolean pause = callWordsInFlight >= limits.callWordsInFlight() && questionsAwaitingReturn == 0;
        if (pause != readingPaused) {
            readingPaused = pause;
            host.readWanted(!pause);
        }
    }

    /** The stack trace that goes with a failure. */
    String traceOf(RpcException failure) {
        Function<RpcException, String> encoder = traceEncoder;
        return encoder == null ? failure.remoteTrace() : encoder.apply(failure);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Imports

    private Capability importCapability(int id, boolean isPromise) {
        ImportedCapability imported = imports.get(id);
        if (imported == null || !imported.tryRetain()) {
            // An entry that nobody refers to any more gives back its own count when it comes to it.
            if (imported == null && imports.size() >= limits.imports()) {
                throw new ProtocolException("more than " + limits.imports() + " capabilities passed");
            }
            imported = new ImportedCapability(this, id);
            imports.put(id, imported);
        }
        imported.remoteReferences++;
        if (!isPromise) {
            return imported;
        }
        RemotePromise promise = imported.promise;
        if (promise != null && promise.tryRetain()) {
            releaseLater(imported);
            return promise;
        }
        promise = new RemotePromise(imported);
        imported.isPromise = true;
        imported.promise = promise;
        return promise;
    }

    void releaseImport(ImportedCapability imported) {
        if (imports.get(imported.id) == imported) {
            imports.remove(imported.id);
        }
        if (ended == null && imported.remoteReferences > 0) {
            rideAlong(RpcSchema.RELEASE, Integer.toUnsignedLong(imported.id) | (long) imported.remoteReferences << 32);
        }
    }

    /** Reads the capability table of a payload. */
    private CapabilityTable receiveTable(StructCursor payload, int pointer) {
        int count = list.toList(payload, pointer);
        if (count == 0) {
            return CapabilityTable.EMPTY;
        }
        if (count > limits.capabilitiesPerMessage()) {
            throw new ProtocolException(
                    count + " capabilities in one message, the limit is " + limits.capabilitiesPerMessage());
        }
        CapabilityTable table = new CapabilityTable();
        try {
            while (list.next()) {
                table.adopt(receiveCapability(list));
            }
            return table;
        } catch (RuntimeException broken) {
            releaseLater(table);
            throw broken;
        }
    }

    /** Reads one descriptor. Gives a capability owned by the caller, or null for none. */
    private @Nullable Capability receiveCapability(StructCursor descriptor) {
        int which = descriptor.u16(0);
        int id = descriptor.u32(1);
        return switch (which) {
            case RpcSchema.CAP_NONE -> null;
            case RpcSchema.CAP_SENDER_HOSTED -> importCapability(id, false);
            case RpcSchema.CAP_SENDER_PROMISE -> importCapability(id, true);
            case RpcSchema.CAP_RECEIVER_HOSTED -> {
                Export export = exports.get(id);
                yield export == null
                        ? Capability.broken(RpcException.failed("invalid 'receiverHosted' export ID"))
                        : reflected(export.capability.addRef());
            }
            case RpcSchema.CAP_RECEIVER_ANSWER -> reflected(pipelined(inner.to(descriptor, 0)));
            // At this level, the vine is what calls go through.
            case RpcSchema.CAP_THIRD_PARTY_HOSTED ->
                importCapability(inner.to(descriptor, 0).u32(0), false);
            default -> throw new ProtocolException("unknown CapDescriptor type " + which);
        };
    }

    private Capability reflected(Capability ours) {
        return ours.mostResolved() instanceof RemoteCapability remote && remote.connection == this
                ? new ReflectedCapability(ours)
                : ours;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Exports

    /**
     * Writes the descriptors of a payload's capabilities.
     *
     * @param described gets what each descriptor stands for exactly, or null
     * @return the ids that were exported, one for each time
     * @throws RpcException if there are too many; nothing has changed then
     */
    int[] describe(
            CapabilityTable table, StructList.Builder<RawStruct> descriptors, @Nullable CapabilityTable described) {
        if (table.size() > limits.capabilitiesPerMessage()) {
            throw new RpcException(
                    RpcException.Kind.OVERLOADED,
                    table.size() + " capabilities in one message, the limit is " + limits.capabilitiesPerMessage());
        }
        int[] ids = new int[table.size()];
        int count = 0;
        try {
            for (int i = 0; i < table.size(); i++) {
                Capability capability = table.get(i);
                Capability exact = null;
                if (capability != null) {
                    exact = capability.mostResolved();
                    int id = describe(exact, descriptors.get(i));
                    if (id >= 0) {
                        ids[count++] = id;
                    }
                    if (exact instanceof RemoteCapability remote && remote.connection == this) {
                        exact = remote.strict();
                    }
                }
                if (described != null) {
                    described.adopt(exact == null ? null : exact.addRef());
                }
            }
        } catch (RpcException tooMany) {
            for (int i = 0; i < count; i++) {
                releaseExport(ids[i], 1);
            }
            brokenExports = null;
            throw tooMany;
        }
        return count == ids.length ? ids : Arrays.copyOf(ids, count);
    }

    /** Writes one descriptor. Gives the id if it is one of ours, or -1. */
    private int describe(Capability capability, RawStruct descriptor) {
        if (capability.isNull()) {
            return -1; // left as none
        }
        if (capability instanceof RemoteCapability remote && remote.connection == this) {
            remote.used();
            remote.strict().describe(descriptor);
            return -1;
        }
        Export export = exportsByCapability.get(capability);
        if (export == null) {
            if (exports.size() >= limits.exports()) {
                throw new RpcException(
                        RpcException.Kind.OVERLOADED,
                        "More than " + limits.exports() + " capabilities held by " + host.description());
            }
            export = new Export(capability.addRef());
            export.id = exports.add(export);
            export.sequence = exportSequence++;
            if (capability.brokenReason() != null) {
                // There is no descriptor for these: a promise that is resolved right behind the message.
                export.isPromise = true;
                if (brokenExports == null) {
                    brokenExports = new ArrayList<>(1);
                }
                brokenExports.add(export);
            } else {
                exportsByCapability.put(capability, export);
                if (capability.isUnresolvedPromise()) {
                    export.isPromise = true;
                    awaitResolution(export, capability);
                }
            }
        }
        export.references++;
        MessageWriter.descriptor(
                descriptor, export.isPromise ? RpcSchema.CAP_SENDER_PROMISE : RpcSchema.CAP_SENDER_HOSTED, export.id);
        return export.id;
    }

    /** Sends what has to follow a message with broken capabilities. */
    void resolveBroken() {
        List<Export> broken = brokenExports;
        brokenExports = null;
        if (broken != null) {
            for (Export export : broken) {
                RpcException reason = export.capability.brokenReason();
                export.isPromise = false;
                send(MessageWriter.resolveException(
                        export.id, reason == null ? RpcException.failed("Capability is broken.") : reason));
            }
        }
    }

    private void awaitResolution(Export export, Capability promise) {
        deliverLater(() -> promise.whenResolved(resolution -> {
            Capability settled = resolution.mostResolved();
            host.lock();
            try {
                if (exports.get(export.id) == export && export.capability == promise && export.isPromise) {
                    resolved(export, settled);
                }
            } finally {
                host.unlock();
            }
        }));
    }

    /** A promise that the peer holds is resolved. */
    private void resolved(Export export, Capability settled) {
        if (exportsByCapability.get(export.capability) == export) {
            exportsByCapability.remove(export.capability);
        }
        releaseLater(export.capability);
        export.capability = settled.addRef();
        if (settled.isUnresolvedPromise()
                && !(settled instanceof RemoteCapability)
                && !exportsByCapability.containsKey(settled)) {
            // Another promise of ours: the peer need not know that it is another one.
            exportsByCapability.put(settled, export);
            awaitResolution(export, settled);
            return;
        }
        export.isPromise = false;
        RpcException broken = settled.brokenReason();
        if (broken != null) {
            send(MessageWriter.resolveException(export.id, broken));
            return;
        }
        OutgoingMessage resolve = MessageWriter.resolveCap(export.id);
        try {
            describe(settled, MessageWriter.resolveDescriptor(resolve));
        } catch (RpcException tooMany) {
            send(MessageWriter.resolveException(export.id, tooMany));
            return;
        }
        send(resolve);
        if (settled instanceof RemoteCapability remote && remote.connection == this && remote.strict() != remote) {
            // From here on the export stands for exactly what the Resolve named: the Tribble 4-way race.
            RemoteCapability strict = remote.strict();
            strict.addRef();
            releaseLater(export.capability);
            export.capability = strict;
        }
    }

    private void releaseExport(int id, int count) {
        Export export = exports.get(id);
        if (export == null) {
            throw new ProtocolException("Tried to release invalid export ID " + Integer.toUnsignedString(id));
        }
        if (Integer.compareUnsigned(count, export.references) > 0) {
            throw new ProtocolException("Tried to drop the reference count of export " + id + " below zero");
        }
        export.references -= count;
        if (export.references == 0) {
            exports.remove(id);
            if (exportsByCapability.get(export.capability) == export) {
                exportsByCapability.remove(export.capability);
            }
            releaseLater(export.capability);
        }
    }

    private void releaseExports(int[] ids) {
        for (int id : ids) {
            releaseExport(id, 1);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Embargoes

    /**
     * Holds up calls on what a promise has turned to until those made before are back.
     *
     * @param via where calls went before
     * @param target where they are to go; its reference is taken over
     * @return what keeps them meanwhile, with a reference
     */
    Capability embargo(RemoteCapability via, Capability target) {
        if (embargoes.size() >= limits.embargoes()) {
            releaseLater(target);
            return Capability.broken(new RpcException(
                    RpcException.Kind.OVERLOADED, "More than " + limits.embargoes() + " embargoes under way"));
        }
        Promise promise = new Promise();
        int id = embargoes.add(new Embargo(promise, target));
        OutgoingMessage disembargo = MessageWriter.disembargo(RpcSchema.DISEMBARGO_SENDER_LOOPBACK, id);
        via.targetOfDisembargo(disembargo);
        send(disembargo);
        promise.addRef();
        return promise;
    }

    private void liftEmbargo(int id) {
        Embargo embargo = embargoes.get(id);
        if (embargo == null) {
            throw new ProtocolException("invalid embargo ID " + Integer.toUnsignedString(id) + " in receiverLoopback");
        }
        embargoes.remove(id);
        deliverLater(() -> {
            embargo.promise().resolve(embargo.target());
            embargo.promise().release();
        });
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Messages

    private void handle(int which, MessageArena received) {
        switch (which) {
            case RpcSchema.CALL -> handleCall(received);
            case RpcSchema.RETURN -> handleReturn(received);
            case RpcSchema.FINISH -> handleFinish();
            case RpcSchema.RELEASE -> releaseExport(body.u32(0), body.u32(1));
            case RpcSchema.RESOLVE -> handleResolve();
            case RpcSchema.DISEMBARGO -> handleDisembargo(received);
            case RpcSchema.BOOTSTRAP -> handleBootstrap();
            case RpcSchema.UNIMPLEMENTED -> handleUnimplemented();
            case RpcSchema.ABORT -> handleAbort();
            default -> refuse(received);
        }
    }

    /** Echoes what this level does not have. */
    private void refuse(MessageArena received) {
        send(MessageWriter.unimplemented(received));
    }

    private void handleBootstrap() {
        int id = body.u32(0);
        Answer answer = newAnswer(id, 0, 0, false, false, false);
        answersRunning++;
        Capability offered = bootstrap;
        if (body.has(0)) {
            answer.refuse(RpcException.failed(
                    "This vat only supports a bootstrap interface, not the old Cap'n-Proto-0.4-style named exports."));
        } else if (offered == null) {
            answer.refuse(RpcException.failed("This vat does not expose a public/bootstrap interface."));
        } else {
            answer.completeWith(offered.addRef());
        }
    }

    private Answer newAnswer(
            int id,
            long interfaceId,
            int methodId,
            boolean redirected,
            boolean noPromisePipelining,
            boolean onlyPromisePipeline) {
        if (answers.get(id) != null) {
            throw new ProtocolException("questionId " + Integer.toUnsignedString(id) + " is already in use");
        }
        if (answers.size() >= limits.answers()) {
            throw new ProtocolException("more than " + limits.answers() + " calls under way");
        }
        Answer answer =
                new Answer(this, id, interfaceId, methodId, redirected, noPromisePipelining, onlyPromisePipeline);
        answers.put(id, answer);
        return answer;
    }

    private void handleCall(MessageArena received) {
        int sendResultsTo = body.u16(3);
        if (sendResultsTo > RpcSchema.CALL_YOURSELF) {
            refuse(received);
            return;
        }
        boolean redirected = sendResultsTo == RpcSchema.CALL_YOURSELF;
        int id = body.u32(0);
        Capability target = messageTarget(part.to(body, 0));
        CapabilityTable table = CapabilityTable.EMPTY;
        Answer answer;
        try {
            table = receiveTable(part.to(body, 1), 1);
            answer = newAnswer(
                    id,
                    body.u64(1),
                    body.u16(2),
                    redirected,
                    body.bit(RpcSchema.CALL_NO_PROMISE_PIPELINING_BIT),
                    // In a redirected call the hint makes no sense.
                    body.bit(RpcSchema.CALL_ONLY_PROMISE_PIPELINE_BIT) && !redirected);
        } catch (RuntimeException broken) {
            releaseLater(target);
            releaseLater(table);
            throw broken;
        }
        if (table != CapabilityTable.EMPTY) {
            received.attach(table);
        }
        answersRunning++;
        long words = received.sizeWords() + CALL_OVERHEAD_WORDS;
        callWordsInFlight += words;
        answer.received(part.pointer(0, limits.wire().nestingDepth()), table, target, words);
        if (callWordsInFlight - words >= 2 * limits.callWordsInFlight()) {
            answer.refuse(new RpcException(
                    RpcException.Kind.OVERLOADED,
                    "More than " + limits.callWordsInFlight() + " words of calls under way"));
            return;
        }
        host.deliver(answer);
        updateReading();
    }

    /** Gives what a message is addressed to, with a reference. */
    private Capability messageTarget(StructCursor target) {
        return switch (target.u16(2)) {
            case RpcSchema.TARGET_IMPORTED_CAP -> {
                Export export = exports.get(target.u32(0));
                if (export == null) {
                    throw new ProtocolException(
                            "Message target is not a current export ID: " + Integer.toUnsignedString(target.u32(0)));
                }
                yield export.capability.addRef();
            }
            case RpcSchema.TARGET_PROMISED_ANSWER -> pipelined(inner.to(target, 0));
            default -> throw new ProtocolException("Unknown message target type " + target.u16(2));
        };
    }

    /** Gives what a {@code PromisedAnswer} stands for, with a reference. */
    private Capability pipelined(StructCursor promisedAnswer) {
        int count = ops.toList(promisedAnswer, 0);
        if (count > limits.pipelineDepth()) {
            throw new ProtocolException("path of " + count + " steps, the limit is " + limits.pipelineDepth());
        }
        int[] path = new int[count];
        int length = 0;
        while (ops.next()) {
            int operation = ops.u16(0);
            if (operation == RpcSchema.OP_GET_POINTER_FIELD) {
                path[length++] = ops.u16(1);
            } else if (operation != RpcSchema.OP_NOOP) {
                throw new ProtocolException("Unknown PromisedAnswer operation " + operation);
            }
        }
        Answer answer = answers.get(promisedAnswer.u32(0));
        if (answer == null) {
            return Capability.broken(RpcException.failed(NOTHING_TO_PIPELINE));
        }
        return answer.pipelined(ResultPath.of(length == count ? path : Arrays.copyOf(path, length)));
    }

    private void handleReturn(MessageArena received) {
        int id = body.u32(0);
        Question question = questions.get(id);
        if (question == null) {
            throw new ProtocolException("Invalid question ID " + Integer.toUnsignedString(id));
        }
        if (!question.awaitsReturn) {
            throw new ProtocolException("Duplicate Return for question " + id);
        }
        question.awaitsReturn = false;
        questionsAwaitingReturn--;
        updateReading();
        int[] paramExports = question.paramExports;
        question.paramExports = Question.NO_EXPORTS;
        boolean releaseParamCaps = !body.bit(RpcSchema.RETURN_KEEP_PARAM_CAPS_BIT);
        int which = body.u16(3);
        RpcException failure = null;
        boolean withCapabilities = false;
        if (question.finishSent) {
            // Given up before: the peer has released what is in the results, and will give up a tail call.
            failure = RpcException.failed("Call was cancelled.");
        } else {
            if (body.bit(RpcSchema.RETURN_NO_FINISH_NEEDED_BIT)) {
                question.finishSent = true;
            }
            switch (which) {
                case RpcSchema.RETURN_RESULTS -> {
                    if (question.tailCall) {
                        throw new ProtocolException("Tail call `Return` must set `resultsSentElsewhere`");
                    }
                    part.to(body, 0);
                    CapabilityTable table = receiveTable(part, 1);
                    withCapabilities = table != CapabilityTable.EMPTY;
                    if (withCapabilities) {
                        received.attach(table);
                    }
                    question.succeed(new Response(part.pointer(0, limits.wire().nestingDepth()), table));
                }
                case RpcSchema.RETURN_EXCEPTION -> {
                    if (question.tailCall) {
                        throw new ProtocolException("Tail call `Return` must set `resultsSentElsewhere`");
                    }
                    failure = readException(part.to(body, 0));
                    question.fail(failure);
                }
                case RpcSchema.RETURN_CANCELED ->
                    throw new ProtocolException("Return falsely claims that question " + id + " was canceled");
                case RpcSchema.RETURN_RESULTS_SENT_ELSEWHERE -> {
                    if (!question.tailCall) {
                        throw new ProtocolException(
                                "`Return` had `resultsSentElsewhere` but this was not a tail call.");
                    }
                }
                case RpcSchema.RETURN_TAKE_FROM_OTHER_QUESTION -> {
                    Answer taken = answers.get(body.u32(2));
                    if (taken == null) {
                        throw new ProtocolException("`Return.takeFromOtherQuestion` had invalid answer ID "
                                + Integer.toUnsignedString(body.u32(2)));
                    }
                    question.awaitsTaken = true;
                    taken.giveTo(question);
                }
                default -> {
                    // awaitFromThirdParty, or something newer: the results will never come here.
                    failure = new RpcException(
                            RpcException.Kind.UNIMPLEMENTED,
                            "The answer was to come from a third party, which is not supported.");
                    question.fail(failure);
                    refuse(received);
                }
            }
        }
        StreamWindow window = question.streamWindow;
        if (window != null) {
            window.ended(question.streamWords, failure);
        }
        finishIfDone(question, withCapabilities);
        if (releaseParamCaps) {
            releaseExports(paramExports);
        }
    }

    private void handleFinish() {
        Answer answer = answers.get(body.u32(0));
        if (answer == null) {
            return; // we had said that none was needed
        }
        int[] resultExports = answer.resultExports;
        answer.resultExports = Question.NO_EXPORTS;
        answer.finish(!body.bit(RpcSchema.FINISH_NO_WORKAROUND_BIT));
        if (!body.bit(RpcSchema.FINISH_KEEP_RESULT_CAPS_BIT)) {
            releaseExports(resultExports);
        }
    }

    private void handleResolve() {
        int id = body.u32(0);
        ImportedCapability imported = imports.get(id);
        if (imported != null && !imported.isPromise) {
            throw new ProtocolException("Got 'Resolve' for a non-promise import " + Integer.toUnsignedString(id));
        }
        Capability replacement;
        part.to(body, 0);
        switch (body.u16(2)) {
            case RpcSchema.RESOLVE_CAP -> {
                replacement = receiveCapability(part);
                if (replacement == null) {
                    throw new ProtocolException("'Resolve' contained 'CapDescriptor.none'.");
                }
            }
            case RpcSchema.RESOLVE_EXCEPTION -> replacement = Capability.broken(readException(part));
            default -> throw new ProtocolException("Unknown 'Resolve' type " + body.u16(2));
        }
        RemotePromise promise = imported == null ? null : imported.promise;
        if (promise == null) {
            releaseLater(replacement); // nobody here holds it any more
        } else {
            promise.resolve(replacement);
        }
    }

    private void handleDisembargo(MessageArena received) {
        switch (body.u16(2)) {
            case RpcSchema.DISEMBARGO_SENDER_LOOPBACK -> {
                int id = body.u32(0);
                Capability target = messageTarget(part.to(body, 0));
                // Behind the calls that came before it, which are on their way back through the target.
                deliverLater(() -> echoDisembargo(target, id));
            }
            case RpcSchema.DISEMBARGO_RECEIVER_LOOPBACK -> liftEmbargo(body.u32(0));
            default -> refuse(received);
        }
    }

    /** Sends a Disembargo back once its target is known to be the peer's. Without the lock; releases the target. */
    private void echoDisembargo(Capability target, int id) {
        Capability most = target.mostResolved();
        if (most.isUnresolvedPromise()) {
            most.whenResolved(resolution -> echoDisembargo(target, id));
            return;
        }
        host.lock();
        try {
            if (ended == null) {
                if (most instanceof RemoteCapability remote && remote.connection == this) {
                    OutgoingMessage echo = MessageWriter.disembargo(RpcSchema.DISEMBARGO_RECEIVER_LOOPBACK, id);
                    remote.strict().targetOfDisembargo(echo);
                    send(echo);
                } else {
                    abort(RpcException.failed("'Disembargo' of type 'senderLoopback' sent to an object that does not"
                            + " point back to the sender."));
                }
            }
        } finally {
            host.unlock();
        }
        target.release();
    }

    private void handleUnimplemented() {
        int which = body.u16(0);
        part.to(body, 0);
        switch (which) {
            case RpcSchema.BOOTSTRAP, RpcSchema.CALL -> {
                Question question = questions.get(part.u32(0));
                if (question == null || !question.awaitsReturn) {
                    throw new ProtocolException("the peer refuses a call that is not under way");
                }
                // It never became a call there: no Finish, and what was in the params is not held there.
                question.awaitsReturn = false;
                questionsAwaitingReturn--;
                question.finishSent = true;
                RpcException failure = new RpcException(
                        RpcException.Kind.UNIMPLEMENTED,
                        "The peer does not implement " + RpcSchema.messageName(which) + " as it was sent.");
                question.fail(failure);
                StreamWindow window = question.streamWindow;
                if (window != null) {
                    window.ended(question.streamWords, failure);
                }
                int[] paramExports = question.paramExports;
                question.paramExports = Question.NO_EXPORTS;
                finishIfDone(question, false);
                releaseExports(paramExports);
                updateReading();
            }
            case RpcSchema.RESOLVE -> {
                inner.to(part, 0);
                if (part.u16(2) == RpcSchema.RESOLVE_CAP
                        && (inner.u16(0) == RpcSchema.CAP_SENDER_HOSTED
                                || inner.u16(0) == RpcSchema.CAP_SENDER_PROMISE)) {
                    releaseExport(inner.u32(1), 1);
                }
            }
            case RpcSchema.DISEMBARGO -> {
                if (part.u16(2) != RpcSchema.DISEMBARGO_SENDER_LOOPBACK) {
                    throw new ProtocolException("the peer refuses its own Disembargo");
                }
                // Who cannot echo does not pass calls on either, so there is none to wait for.
                liftEmbargo(part.u32(0));
            }
            default ->
                throw new ProtocolException("the peer does not implement " + RpcSchema.messageName(which)
                        + ", which cannot be done without");
        }
    }

    private void handleAbort() {
        RpcException told = readException(body);
        RpcException reason = new RpcException(
                told.kind(), "Peer aborted the connection: " + told.getMessage(), told.remoteTrace(), null);
        disconnected(reason);
        host.close(reason);
    }

    private RpcException readException(StructCursor exception) {
        return RpcException.received(RpcException.Kind.of(exception.u16(2)), text(exception, 0), text(exception, 1));
    }

    private String text(StructCursor struct, int pointer) {
        if (!struct.has(pointer)) {
            return "";
        }
        Text.Reader text = struct.pointer(pointer, limits.wire().nestingDepth())
                .getAs((segment, index, nestingLimit) ->
                        Text.factory.fromPointerReaderBlobDefault(segment, index, null, 0, 0));
        return text.toString();
    }
}
