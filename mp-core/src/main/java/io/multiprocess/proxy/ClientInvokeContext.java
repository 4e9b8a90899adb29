package io.multiprocess.proxy;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.OutgoingCall;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.Response;
import io.multiprocess.capability.RpcException;
import io.multiprocess.thread.ThreadContext;
import io.multiprocess.thread.Waiter;
import io.multiprocess.thread.schema.ProxyProtocol;
import io.multiprocess.vat.Mailbox;
import io.multiprocess.vat.VatConnection;
import io.multiprocess.wire.DecodeErrors;
import org.capnproto.FromPointerBuilder;
import org.capnproto.FromPointerReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A call that a proxy client makes: the params are built, the call is sent once, the results are read, and {@link #close} lets
 * them go.
 *
 * <p>State: <i>building</i> → (an {@code invoke…}) <i>sent</i> → <i>closed</i>; closed while building, the call is dropped. After
 * {@link #invokeAsync} the stage owns the call and closing does nothing.
 *
 * <p><i>Confined to the calling thread.</i>
 *
 * <p>Spec: libmultiprocess, {@code clientInvoke}.
 */
public final class ClientInvokeContext extends InvokeContext implements AutoCloseable, ProxyCall {
    private static final Logger log = LoggerFactory.getLogger(ProxyClient.class);

    /**
     * Reads the results of an asynchronous call.
     *
     * @param <R> reader of the results struct
     * @param <V> what the stage gives
     */
    @FunctionalInterface
    public interface ResultReader<R, V> {
        /**
         * Reads the results, on the thread that completes the stage.
         *
         * @throws Exception a declared exception that the results hold
         */
        @Nullable
        V read(InvokeContext context, R results) throws Exception;
    }

    private static final Object NOTHING = new Object();

    private final ProxyContext proxy;
    /** What keeps the callee until the call is sent: the proxy, or what a root stands for now. */
    private final ProxyContext holder;

    private final ProxyMethod method;
    private final boolean waits;
    private final OutgoingCall call;
    private @Nullable ThreadContext thread;
    private @Nullable Response response;
    /** An asynchronous call that was sent. */
    private @Nullable PendingCall pendingAsync;

    private boolean sent;

    ClientInvokeContext(
            ProxyConnection connection,
            ProxyContext proxy,
            ProxyContext holder,
            ProxyMethod method,
            Capability callee,
            boolean waits) {
        super(connection);
        this.proxy = proxy;
        this.holder = holder;
        this.method = method;
        this.waits = waits;
        call = callee.newCall(method.interfaceId(), method.methodId(), method.paramsWords());
        call.reuseMemory();
    }

    /** The params struct, to be filled. */
    public <B> B params(FromPointerBuilder<B> factory) {
        return call.params().initAs(factory);
    }

    @Override
    public CapabilityTable capabilities() {
        return call.paramsTable();
    }

    @Override
    void expectData(int bytes) {
        call.expectData(bytes);
    }

    /** Fills the call's {@code Context}: the peer's thread that runs it, and this thread for calls back if it waits. */
    public void buildContext(ProxyProtocol.Context.Builder output) {
        ThreadContext current = ThreadContext.current(connection().vatConnection());
        thread = current;
        connection().threads().buildContext(current, output, call.paramsTable(), waits);
    }

    /**
     * Sends the call and waits for the answer; callbacks run on this thread meanwhile.
     *
     * @return the results, good until {@link #close}
     * @throws RpcException what the call failed with
     */
    public <R> R invoke(FromPointerReader<R> factory) {
        return exchange().results().getAs(factory);
    }

    /**
     * Sends the call and waits for the answer, of which there is nothing to read; callbacks run on this thread meanwhile.
     *
     * @throws RpcException what the call failed with
     */
    public void invoke() {
        exchange();
    }

    /**
     * Gives what to throw when calling or reading the results has thrown.
     *
     * @param failure what was thrown
     * @return a {@link org.capnproto.DecodeException} if the results are malformed, else {@code failure}
     */
    public RuntimeException readingFailed(RuntimeException failure) {
        return response == null ? failure : DecodeErrors.ofMixedReading(failure);
    }

    private Response exchange() {
        List<ClientInterceptor> interceptors = connection().options().clientInterceptors();
        if (interceptors.isEmpty() || method.isLifecycle()) {
            sendAndWait();
        } else {
            intercepted(interceptors, 0, this::sendAndWait);
        }
        Response received = response;
        if (received == null) {
            throw neitherWentOnNorThrew();
        }
        return received;
    }

    private IllegalStateException neitherWentOnNorThrew() {
        return new IllegalStateException("an interceptor of " + method + " neither went on nor threw");
    }

    private void intercepted(List<ClientInterceptor> interceptors, int next, Runnable innermost) {
        if (next == interceptors.size()) {
            innermost.run();
        } else {
            interceptors.get(next).intercept(this, () -> intercepted(interceptors, next + 1, innermost));
        }
    }

    private void sendAndWait() {
        VatConnection vatConnection = connection().vatConnection();
        ThreadContext named = thread;
        Waiter waiter = (named == null ? ThreadContext.current(vatConnection) : named).waiter();
        if (log.isDebugEnabled()) {
            log.debug("{{}} IPC client send {}", connection().loggingThread(), method);
            log.trace(
                    "{{}} send data: {}",
                    connection().loggingThread(),
                    text(call.params().asReader()));
        }
        PendingCall pending;
        // From here on callbacks may come; the peer knows of this thread if the call names it.
        if (named != null) {
            waiter.enter();
        }
        try {
            call.noPromisePipelining();
            pending = send(false);
            await(vatConnection, pending, waiter);
        } finally {
            if (named != null) {
                waiter.leave();
            }
        }
        RpcException failure = pending.failure();
        if (failure != null) {
            throw translated(failure);
        }
        response = pending.response();
        if (log.isDebugEnabled()) {
            log.debug("{{}} IPC client recv {}", connection().loggingThread(), method);
            log.trace(
                    "{{}} recv data: {}",
                    connection().loggingThread(),
                    text(pending.response().results()));
        }
    }

    private PendingCall send(boolean soon) {
        boolean first = !sent;
        sent = true;
        try {
            // Refuses the second time, for an interceptor that goes on twice.
            return soon ? call.sendSoon() : call.send();
        } finally {
            if (first) {
                holder.letGo();
            }
        }
    }

    private void await(VatConnection vatConnection, PendingCall pending, Waiter waiter) {
        long timeoutNanos = CallDeadline.limitNanos(proxy.callTimeoutNanos());
        long deadlineNanos = timeoutNanos == 0 ? Mailbox.FOREVER : System.nanoTime() + timeoutNanos;
        boolean answered = false;
        try {
            answered = vatConnection.await(pending, waiter, deadlineNanos);
            if (!answered) {
                throw new RpcException(
                        RpcException.Kind.OVERLOADED,
                        "IPC client method call timed out: " + method + " was not answered within "
                                + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(method.name());
        } finally {
            if (!answered) {
                pending.cancel();
            }
        }
    }

    /** The failure as the caller sees it, with libmultiprocess's words for a lost connection. */
    private RpcException translated(RpcException failure) {
        if (failure.kind() == RpcException.Kind.DISCONNECTED) {
            return new RpcException(
                    RpcException.Kind.DISCONNECTED, "IPC client method call interrupted by disconnect.", failure);
        }
        if (log.isDebugEnabled()) {
            log.debug("{{}} IPC client {} failed: {}", connection().loggingThread(), method, failure.getMessage());
        }
        return failure.rethrowable();
    }

    /**
     * Sends the call without waiting. What depends on the stage runs, unless it is told otherwise, on a thread that completes
     * the stages of this connection one after another: it may make blocking calls, but must not block for another stage.
     *
     * @return completes, off the event loop and in the order of the answers, with what {@code reader} reads, or with the failure;
     *     has failed already if an interceptor refused the call
     */
    public <R, V> CompletionStage<V> invokeAsync(FromPointerReader<R> factory, ResultReader<R, V> reader) {
        List<ClientInterceptor> interceptors = connection().options().clientInterceptors();
        if (interceptors.isEmpty()) {
            sendAsync();
        } else {
            try {
                intercepted(interceptors, 0, this::sendAsync);
            } catch (Throwable e) {
                drop(pendingAsync);
                return CompletableFuture.failedStage(e);
            }
        }
        PendingCall pending = pendingAsync;
        if (pending == null) {
            return CompletableFuture.failedStage(neitherWentOnNorThrew());
        }
        CancellableStage<V> stage = new CancellableStage<>(pending);
        Runnable completion =
                connection().options().completionDecorator().apply(() -> complete(stage, pending, factory, reader));
        pending.onCompletion(completed -> connection().completions().execute(completion));
        return stage;
    }

    /** Nobody waits for the answer of a call, if it was sent. */
    private static void drop(@Nullable PendingCall pending) {
        if (pending != null) {
            pending.onCompletion(ClientInvokeContext::discardResults);
            pending.cancel();
        }
    }

    private static void discardResults(PendingCall completed) {
        completed.cancel(); // which lets go of what nobody has taken
    }

    private void sendAsync() {
        if (log.isDebugEnabled()) {
            log.debug("{{}} IPC client send {}", connection().loggingThread(), method);
            log.trace(
                    "{{}} send data: {}",
                    connection().loggingThread(),
                    text(call.params().asReader()));
        }
        call.noPromisePipelining();
        call.timeoutNanos(CallDeadline.limitNanos(proxy.callTimeoutNanos()));
        pendingAsync = send(true);
        releaseOwned();
    }

    @Override
    public boolean endsLater(Ending ending) {
        if (pendingAsync == null) {
            return false;
        }
        addEnding(ending);
        return true;
    }

    /**
     * Sends the call of a method without results, without waiting.
     *
     * @return completes when the call has been answered, or with the failure
     */
    public CompletionStage<Void> invokeAsync() {
        return invokeAsync((segment, pointer, nestingLimit) -> NOTHING, (context, nothing) -> null);
    }

    /** A stage whose cancellation cancels the call. */
    private static final class CancellableStage<V> extends CompletableFuture<V> {
        private final PendingCall pending;

        CancellableStage(PendingCall pending) {
            this.pending = pending;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            pending.cancel();
            return super.cancel(mayInterruptIfRunning);
        }
    }

    private <R, V> void complete(
            CompletableFuture<V> stage,
            PendingCall completed,
            FromPointerReader<R> factory,
            ResultReader<R, V> reader) {
        @Nullable V value = null;
        RpcException failure = completed.failure();
        Throwable thrown = failure == null ? null : translated(failure);
        if (thrown == null) {
            try {
                Response received = completed.response();
                try {
                    value = reader.read(this, received.results().getAs(factory));
                } finally {
                    letGo(received);
                }
            } catch (RuntimeException e) {
                thrown = DecodeErrors.ofMixedReading(e);
            } catch (Throwable e) {
                thrown = e;
            }
        }
        thrown = ended(thrown);
        if (thrown == null) {
            stage.complete(value);
        } else {
            stage.completeExceptionally(thrown);
        }
    }

    /**
     * Sends the call and gives, at once, a proxy of the object that its results will hold. Calls on it are sent without waiting
     * for the answer; they fail if this call does.
     *
     * @param path the pointers that lead to the object, from the results struct
     */
    public <T> T invokePipelined(ProxyType<T> type, int... path) {
        call.timeoutNanos(CallDeadline.limitNanos(proxy.callTimeoutNanos()));
        PendingCall pending = send(false);
        releaseOwned();
        Capability promised = pending.pipelined(path);
        pending.onCompletion(ClientInvokeContext::discardResults);
        return connection().client(type, promised);
    }

    @Override
    public ProxyType<?> type() {
        return proxy.type();
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
        return proxy;
    }

    /** Lets the results go; drops a call that was not sent. */
    @Override
    public void close() {
        if (!sent) {
            sent = true;
            call.discard();
            holder.letGo();
        }
        releaseOwned();
        Response received = response;
        if (received != null) {
            response = null;
            letGo(received);
        }
    }

    private void letGo(Response received) {
        if (method.isCopied()) {
            received.closeAndReuse();
        } else {
            received.close();
        }
    }
}
