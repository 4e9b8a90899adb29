package io.multiprocess.capability;

import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.OutgoingMessage;
import io.multiprocess.wire.WireLimits;
import org.capnproto.AnyPointer;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A call made in this process on an object of this process, or on a promise: its three faces in one place.
 *
 * <p>The call object itself is confined to its maker; {@link Pending} and {@link Context} are thread-safe as their base
 * classes say, guarded by the {@link Pending}.
 */
final class LocalCall implements OutgoingCall {

    /** Local messages were built by this process; the limits are for what a peer sends. */
    private static final WireLimits UNLIMITED =
            new WireLimits(WireLimits.DEFAULT.messageWords(), Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);

    private final Capability target;
    private final long interfaceId;
    private final int methodId;
    private final OutgoingMessage message;
    private final CapabilityTable table = new CapabilityTable();
    private boolean noPromisePipelining;
    private long timeoutNanos;
    private boolean used;

    LocalCall(Capability target, long interfaceId, int methodId, int paramsSizeHintWords) {
        this.target = target;
        this.interfaceId = interfaceId;
        this.methodId = methodId;
        this.message = new OutgoingMessage(paramsSizeHintWords + 8);
    }

    @Override
    public AnyPointer.Builder params() {
        return message.root();
    }

    @Override
    public CapabilityTable paramsTable() {
        return table;
    }

    @Override
    public void noPromisePipelining() {
        noPromisePipelining = true;
    }

    @Override
    public void timeoutNanos(long nanos) {
        timeoutNanos = nanos;
    }

    @Override
    public PendingCall send() {
        use();
        MessageArena arena = message.asArena(UNLIMITED);
        arena.attach(table);
        PendingCall sent = deliver(target, interfaceId, methodId, arena.root(), table, noPromisePipelining);
        return timeoutNanos == 0 ? sent : sent.expireAfter(timeoutNanos);
    }

    /** Makes a call with params that exist already; takes over the references of their table. */
    static PendingCall deliver(
            Capability target,
            long interfaceId,
            int methodId,
            AnyPointer.Reader params,
            CapabilityTable table,
            boolean noPromisePipelining) {
        Pending pending = new Pending(new Context(interfaceId, methodId, params, table, noPromisePipelining));
        target.deliver(pending.context);
        return pending;
    }

    @Override
    public PendingCall sendStreaming() {
        // No bytes are under way: there is no window to wait for, only the outcome of the call itself.
        return send();
    }

    @Override
    public void discard() {
        if (!used) {
            use();
            table.releaseAll();
        }
    }

    private void use() {
        if (used) {
            throw new IllegalStateException("a call can be sent once");
        }
        used = true;
    }

    /** The caller's view. */
    private static final class Pending extends PendingCall {

        final Context context;

        /** Guarded by this. Promises that were handed out, by path. */
        private @Nullable Map<ResultPath, Promise> pipelined;

        /** Guarded by this. The call that this one's outcome comes from. */
        private @Nullable PendingCall tail;

        /** Guarded by this. Kept for paths asked for later. */
        private @Nullable Response results;

        /** Guarded by this. */
        private @Nullable RpcException failed;

        Pending(Context context) {
            this.context = context;
            context.pending = this;
        }

        @Override
        public Capability pipelined(int... pointerIndexes) {
            ResultPath path = ResultPath.of(pointerIndexes);
            PendingCall forwarded;
            synchronized (this) {
                if (failed != null) {
                    return Capability.broken(failed);
                }
                if (results != null) {
                    return path.follow(results.results());
                }
                forwarded = tail;
                if (forwarded == null) {
                    if (pipelined == null) {
                        pipelined = new HashMap<>(2);
                    }
                    Promise known = pipelined.get(path);
                    if (known != null) {
                        known.addRef();
                        return known;
                    }
                    Promise promise = new Promise();
                    promise.addRef(); // one for the map until the outcome is known
                    pipelined.put(path, promise);
                    return promise;
                }
            }
            return forwarded.pipelined(pointerIndexes);
        }

        @Override
        protected boolean giveUp(RpcException reason) {
            if (!finish(null, reason)) {
                return false;
            }
            context.cancelled();
            PendingCall forwarded;
            synchronized (this) {
                forwarded = tail; // one that comes later finds this done
            }
            if (forwarded != null) {
                forwarded.cancel();
            }
            return true;
        }

        /** Completes the call and resolves what was pipelined. */
        boolean finish(@Nullable Response response, @Nullable RpcException failure) {
            List<Resolution> resolutions;
            synchronized (this) {
                if (isDone()) {
                    return false;
                }
                // Found before the call counts as done: whoever sees that may close the response.
                resolutions = resolutions(response, failure);
                pipelined = null;
                results = response;
                failed = failure;
                setOutcome(response, failure);
            }
            resolutions.forEach(Resolution::take);
            notifyListener();
            return true;
        }

        /** What the promises turn to. Under the lock. */
        private List<Resolution> resolutions(@Nullable Response response, @Nullable RpcException failure) {
            Map<ResultPath, Promise> promises = pipelined;
            if (promises == null) {
                return List.of();
            }
            List<Resolution> resolutions = new ArrayList<>(promises.size());
            promises.forEach((path, promise) -> resolutions.add(new Resolution(
                    promise,
                    response != null
                            ? path.follow(response.results())
                            : Capability.broken(failure == null ? RpcException.failed("Call failed.") : failure))));
            return resolutions;
        }

        /** Takes over the outcome of another call. */
        void follow(PendingCall other) {
            Map<ResultPath, Promise> promises;
            synchronized (this) {
                tail = other;
                promises = pipelined;
                pipelined = null;
            }
            if (promises != null) {
                promises.forEach((path, promise) -> {
                    promise.resolve(other.pipelined(path.toArray()));
                    promise.release();
                });
            }
            other.onCompletion(call -> {
                RpcException failure = call.failure();
                if (failure != null) {
                    finish(null, failure);
                    return;
                }
                Response response;
                try {
                    response = call.response();
                } catch (RpcException cancelled) {
                    finish(null, cancelled); // by cancel() of this call, which was a little faster
                    return;
                }
                if (!finish(response, null)) {
                    response.close();
                }
            });
            if (isDone()) {
                other.cancel();
            }
        }

        @Override
        public @Nullable Connection connection() {
            synchronized (this) {
                return tail == null ? null : tail.connection();
            }
        }
    }

    /** What a promise turns to, and the map's reference to the promise. */
    private record Resolution(Promise promise, Capability to) {

        void take() {
            promise.resolve(to);
            promise.release();
        }
    }

    /** The callee's view. */
    private static final class Context extends CallContext {

        private final long interfaceId;
        private final int methodId;
        private final boolean noPromisePipelining;
        private final AnyPointer.Reader params;
        private final CapabilityTable paramsTable;
        private @Nullable OutgoingMessage results;
        private @Nullable CapabilityTable resultsTable;

        @SuppressWarnings("NullAway.Init") // set by the constructor of Pending, which is the only one to make this
        private Pending pending;

        /** Guarded by this. */
        private @Nullable Runnable onCancel;

        /** Guarded by this. */
        private boolean ended;

        private volatile boolean cancelled;

        Context(
                long interfaceId,
                int methodId,
                AnyPointer.Reader params,
                CapabilityTable paramsTable,
                boolean noPromisePipelining) {
            this.interfaceId = interfaceId;
            this.methodId = methodId;
            this.params = params;
            this.paramsTable = paramsTable;
            this.noPromisePipelining = noPromisePipelining;
        }

        @Override
        public long interfaceId() {
            return interfaceId;
        }

        @Override
        public int methodId() {
            return methodId;
        }

        @Override
        public AnyPointer.Reader params() {
            return params;
        }

        @Override
        public CapabilityTable paramsTable() {
            return paramsTable;
        }

        @Override
        public void releaseParams() {
            paramsTable.releaseAll();
        }

        @Override
        public AnyPointer.Builder results(int sizeHintWords) {
            OutgoingMessage message = results;
            if (message == null) {
                message = new OutgoingMessage(sizeHintWords > 0 ? sizeHintWords + 1 : 32);
                results = message;
            }
            return message.root();
        }

        @Override
        public CapabilityTable resultsTable() {
            CapabilityTable table = resultsTable;
            if (table == null) {
                table = new CapabilityTable();
                resultsTable = table;
            }
            return table;
        }

        private boolean end() {
            synchronized (this) {
                if (ended) {
                    return false;
                }
                ended = true;
                onCancel = null;
            }
            paramsTable.releaseAll();
            return true;
        }

        @Override
        public void complete() {
            results(0);
            CapabilityTable table = resultsTable();
            OutgoingMessage message = results;
            if (!end() || message == null) {
                table.releaseAll();
                return;
            }
            MessageArena arena = message.asArena(UNLIMITED);
            arena.attach(table);
            if (!pending.finish(new Response(arena.root(), table), null)) {
                table.releaseAll();
            }
        }

        @Override
        public void fail(Throwable failure) {
            if (end()) {
                if (resultsTable != null) {
                    resultsTable.releaseAll();
                }
                pending.finish(null, RpcException.of(failure));
            }
        }

        @Override
        public void tailCall(OutgoingCall call) {
            if (!end()) {
                call.discard();
                return;
            }
            if (resultsTable != null) {
                resultsTable.releaseAll();
            }
            pending.follow(call.send());
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public void onCancel(@Nullable Runnable action) {
            synchronized (this) {
                if (ended) {
                    return;
                }
                if (!cancelled) {
                    onCancel = action;
                    return;
                }
            }
            if (action != null) {
                action.run();
            }
        }

        private void cancelled() {
            Runnable action;
            synchronized (this) {
                cancelled = true;
                action = onCancel;
                onCancel = null;
            }
            if (action != null) {
                action.run();
            }
        }

        @Override
        public boolean noPromisePipelining() {
            return noPromisePipelining;
        }
    }
}
