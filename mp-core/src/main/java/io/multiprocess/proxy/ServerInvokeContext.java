package io.multiprocess.proxy;

import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.RpcException;
import io.multiprocess.thread.ConnectionThreads;
import io.multiprocess.thread.RemoteThread;
import io.multiprocess.thread.ThreadContext;
import io.multiprocess.vat.VatConnection;
import org.capnproto.DecodeException;
import org.capnproto.FromPointerBuilder;
import org.capnproto.FromPointerReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A call that a proxy server takes: from its arrival, through its wait for its thread, to its answer.
 *
 * <p>State: <i>arrived</i> → <i>decoding</i> the params → <i>running</i> the object's method → <i>building</i> the results →
 * <i>ended</i>. A call that is cancelled before it runs never does; one that is cancelled while the method runs has its thread
 * interrupted, and its outcome dropped.
 *
 * <p><i>Confined to the thread that runs the call</i>, but for the cancellation.
 *
 * <p>Spec: libmultiprocess, {@code ServerInvokeContext}, {@code serverInvoke} and {@code PassField} of {@code Context}.
 */
public final class ServerInvokeContext extends InvokeContext implements ProxyCall, Runnable {
    private static final Logger log = LoggerFactory.getLogger(ProxyServer.class);
    private static final AtomicInteger requests = new AtomicInteger();
    private static final ThreadLocal<@Nullable ServerInvokeContext> CURRENT = new ThreadLocal<>();

    /**
     * Builds the results of an asynchronous method.
     *
     * @param <V> what the method's stage gave
     */
    @FunctionalInterface
    public interface ResultBuilder<V> {
        /**
         * Builds the results, on the thread that completed the stage.
         *
         * @throws Exception what ends the call instead
         */
        void build(V value) throws Exception;
    }

    private final ProxyServer<?> server;
    private final ProxyMethod method;
    private final CallContext call;
    private final int request;
    /** What the params say about threads; of a method with a {@code Context}. */
    private @Nullable ContextField context;

    private boolean decoded;
    /** Has the call end when the method's stage does; null unless the method is asynchronous. */
    private @Nullable Runnable whenStageCompletes;

    /** The thread that runs the method, for as long as an interruption is meant for the method. Guarded by this. */
    private @Nullable Thread running;
    /** Guarded by this. */
    private boolean interrupted;

    ServerInvokeContext(ProxyServer<?> server, ProxyMethod method, CallContext call) {
        super(server.connection());
        this.server = server;
        this.method = method;
        this.call = call;
        request = requests.incrementAndGet();
        call.reuseMemory(method.isCopied());
        if (log.isDebugEnabled()) {
            log.debug("{{}} IPC server recv request #{} {}", connection().loggingThread(), number(), method);
            log.trace("{{}} request data: {}", connection().loggingThread(), text(call.params()));
        }
    }

    private String number() {
        return Integer.toUnsignedString(request);
    }

    /** The call of a peer that the calling thread runs now, the innermost one; null if it runs none. */
    public static @Nullable ServerInvokeContext current() {
        return CURRENT.get();
    }

    /** The place of the method among those of its proxy class. */
    public int methodIndex() {
        return method.index();
    }

    /** The params struct. */
    public <R> R params(FromPointerReader<R> factory) {
        return call.params().getAs(factory);
    }

    /**
     * The results struct, to be filled; asked for once.
     *
     * @throws RuntimeException if the caller has given up
     */
    public <B> B results(FromPointerBuilder<B> factory) {
        if (call.isCancelled()) {
            throw new CancelledCall();
        }
        return call.results(RESULTS_HINT_WORDS).initAs(factory);
    }

    /** Enough for a few numbers and short texts; more makes its own room. */
    private static final int RESULTS_HINT_WORDS = 16;

    @Override
    public CapabilityTable capabilities() {
        return call.resultsTable();
    }

    @Override
    void expectData(int bytes) {
        call.expectData(bytes);
    }

    /** What to throw for a method that the server does not have. */
    public RpcException unimplemented() {
        return RpcException.unimplemented(method.interfaceId(), method.methodId());
    }

    /** Whether the caller has given up. */
    public boolean isCancelled() {
        return call.isCancelled();
    }

    /** The params are decoded: exceptions from now on are the object's own. */
    void decoded() {
        decoded = true;
        if (call.isCancelled()) {
            throw new CancelledCall();
        }
    }

    /**
     * The call ends when a stage does, instead of when the method returns.
     *
     * @param builder builds the results from the stage's value
     */
    public <V> void completeWith(CompletionStage<? extends V> stage, ResultBuilder<? super V> builder) {
        // Not at once: the stage may be complete, and interceptors have to return before the call ends.
        whenStageCompletes = () -> {
            var unused = stage.whenComplete((value, failure) -> {
                Throwable thrown = failure == null ? null : unwrapped(failure);
                if (thrown == null) {
                    try {
                        builder.build(value);
                    } catch (Throwable e) {
                        thrown = e;
                    }
                }
                answer(ended(thrown));
            });
        };
    }

    @Override
    public boolean endsLater(Ending ending) {
        if (whenStageCompletes == null) {
            return false;
        }
        addEnding(ending);
        return true;
    }

    /** The call ends, without results, when a stage does. */
    public void completeWith(CompletionStage<?> stage) {
        completeWith(stage, value -> {});
    }

    /** Decides on the thread and has the call run there; without a {@code Context}, here and now. */
    void start() {
        if (!method.takesContext()) {
            run();
            return;
        }
        try {
            schedule();
        } catch (Throwable e) {
            answer(e);
        }
    }

    private void schedule() {
        ContextField read = ContextField.of(call.params(), method.contextPointer());
        context = read;
        Capability thread = read.thread();
        ConnectionThreads threads = connection().threads();
        if (thread == null) {
            if (!threads.postToPool(this)) {
                log.error(
                        "{{}} IPC server error request #{}, no thread specified and no pool configured",
                        connection().loggingThread(),
                        number());
                answer(RpcException.failed("std::exception: no thread specified and no pool configured"));
            }
            return;
        }
        RemoteThread local = threads.localThread(thread);
        if (local != null) {
            if (log.isDebugEnabled()) {
                log.debug(
                        "{{}} IPC server post request #{} {{}}", connection().loggingThread(), number(), local.name());
            }
            // One of our threads that waits for nothing would never look: its callbacks run on a thread of our own.
            if (!local.post(this) && !threads.postToOwnPool(this)) {
                answer(RpcException.failed("std::exception: invalid thread handle"));
            }
        } else if (thread.isUnresolvedPromise()) {
            Capability promise = thread.addRef();
            promise.whenResolved(resolution -> {
                try {
                    schedule();
                } catch (Throwable e) {
                    answer(e);
                } finally {
                    promise.release();
                }
            });
        } else {
            RpcException broken = thread.mostResolved().brokenReason();
            if (!call.isCancelled() && connection().isConnected()) {
                log.error(
                        "{{}} IPC server error request #{}, missing thread to execute request; did this side give its ThreadMap"
                                + " to the client prior to this call?",
                        connection().loggingThread(),
                        number());
            }
            answer(broken != null ? broken : RpcException.failed("std::exception: invalid thread handle"));
        }
    }

    /** Runs the call on this thread. */
    @Override
    public void run() {
        if (call.isCancelled()) {
            logCancelled("canceled before it could be executed");
            answer(new CancelledCall());
            return;
        }
        ServerInvokeContext outer = CURRENT.get();
        CURRENT.set(this);
        Throwable failure = null;
        try {
            if (method.takesContext()) {
                failure = runOnThread();
            } else {
                failure = invoke();
            }
        } finally {
            // Not remove(): that costs more, and the next call comes soon.
            CURRENT.set(outer);
            Runnable later = whenStageCompletes;
            if (later == null || failure != null) {
                answer(failure);
            } else {
                later.run();
            }
        }
    }

    private @Nullable Throwable runOnThread() {
        if (log.isDebugEnabled()) {
            log.debug("{{}} IPC server executing request #{}", connection().loggingThread(), number());
        }
        ConnectionThreads threads = connection().threads();
        ThreadContext thread = ThreadContext.current(connection().vatConnection());
        Throwable failure;
        try {
            threads.hooks().asyncRequestStart();
            ContextField read = context;
            Capability callback = read == null ? null : read.callbackThread();
            Object before = threads.enterCall(thread, callback);
            running(thread.thread());
            try {
                failure = invoke();
            } finally {
                running(null);
                threads.leaveCall(thread, before);
                threads.hooks().asyncRequestDone();
            }
        } catch (Throwable e) {
            failure = e;
        }
        return failure;
    }

    /** From now on, or from now on no more, a cancellation interrupts the method. */
    private void running(@Nullable Thread thread) {
        if (thread != null) {
            synchronized (this) {
                running = thread;
            }
            call.onCancel(this::cancelled);
            return;
        }
        boolean clear;
        synchronized (this) {
            running = null;
            clear = interrupted;
        }
        if (clear) {
            // The interruption was for this call, not for the next one.
            Thread.interrupted();
        }
    }

    private void cancelled() {
        synchronized (this) {
            Thread thread = running;
            if (thread == null) {
                return;
            }
            interrupted = true;
            thread.interrupt();
        }
        logCancelled("canceled while executing.");
    }

    private @Nullable Throwable invoke() {
        try {
            List<ServerInterceptor> interceptors = connection().options().serverInterceptors();
            if (interceptors.isEmpty() || method.isLifecycle()) {
                server.invoke(this);
            } else {
                intercepted(interceptors, 0);
            }
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private void intercepted(List<ServerInterceptor> interceptors, int next) throws Exception {
        if (next == interceptors.size()) {
            server.invoke(this);
        } else {
            interceptors.get(next).intercept(this, () -> intercepted(interceptors, next + 1));
        }
    }

    /** Ends the call, with its results or a failure. */
    private void answer(@Nullable Throwable failure) {
        try {
            if (failure == null) {
                if (log.isDebugEnabled()) {
                    log.debug(
                            "{{}} IPC server send response #{} {}", connection().loggingThread(), number(), method);
                }
                if (log.isTraceEnabled()) {
                    log.trace(
                            "{{}} response data: {}",
                            connection().loggingThread(),
                            text(call.results(RESULTS_HINT_WORDS).asReader()));
                }
                call.complete();
            } else {
                fail(failure);
            }
        } finally {
            end();
        }
    }

    /** What a stage failed with, without what stages wrap around it. */
    private static Throwable unwrapped(Throwable thrown) {
        Throwable failure = thrown;
        while ((failure instanceof CompletionException || failure instanceof ExecutionException)
                && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    private void fail(Throwable thrown) {
        Throwable failure = unwrapped(thrown);
        if (failure instanceof CancelledCall || call.isCancelled()) {
            logCancelled("interrupted (canceled)");
            call.fail(RpcException.failed("canceled"));
            return;
        }
        try {
            if (server.buildException(this, failure)) {
                call.complete();
                return;
            }
        } catch (Throwable e) {
            failure = e;
        }
        if (!decoded && !(failure instanceof RpcException)) {
            failure = failure instanceof DecodeException
                    ? RpcException.of(failure)
                    : new RpcException(
                            RpcException.Kind.FAILED,
                            "could not decode the params of " + method + ": " + failure,
                            failure);
        }
        if (failure instanceof RpcException) {
            if (log.isDebugEnabled()) {
                log.debug(
                        "{{}} IPC server error request #{} {} {}",
                        connection().loggingThread(),
                        number(),
                        method,
                        failure.getMessage());
            }
        } else {
            log.warn("{{}} IPC server error request #{} {}", connection().loggingThread(), number(), method, failure);
        }
        call.fail(remote(failure));
    }

    private void logCancelled(String event) {
        if (log.isInfoEnabled()) {
            log.info("{{}} IPC server request #{} {}", connection().loggingThread(), number(), event);
        }
    }

    /** What the peer is told: the class and the message; for failures of calls further on, what they said. */
    private static RpcException remote(Throwable failure) {
        if (failure instanceof RpcException rpc) {
            // DISCONNECTED would tell the caller that its own connection is gone.
            return rpc.kind() == RpcException.Kind.DISCONNECTED
                    ? new RpcException(RpcException.Kind.FAILED, String.valueOf(rpc.getMessage()), rpc)
                    : rpc;
        }
        return new RpcException(RpcException.Kind.FAILED, failure.toString(), failure);
    }

    private void end() {
        releaseOwned();
        server.callEnded();
    }

    @Override
    public ProxyType<?> type() {
        return server.type();
    }

    @Override
    public ProxyMethod method() {
        return method;
    }

    @Override
    public VatConnection vatConnection() {
        return connection().vatConnection();
    }

    @Override
    public Object target() {
        return server.target();
    }

    /** Ends a method's work for a call that nobody waits for any more. */
    static final class CancelledCall extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CancelledCall() {
            super("canceled", null, false, false);
        }
    }
}
