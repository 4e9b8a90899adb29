package io.multiprocess.capability;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A call that was sent. Completes exactly once, with a {@link Response} or an {@link RpcException}.
 *
 * <p>State: <i>waiting</i> → <i>succeeded</i> | <i>failed</i>; {@link #cancel()} is a way to fail. The response belongs
 * to whoever takes it with {@link #response()}; if the call is cancelled first it is released. <i>Thread-safe.</i>
 */
public abstract class PendingCall {

    /** What is told about completion. */
    @FunctionalInterface
    public interface Listener {

        /**
         * The call is complete. Runs once, with no lock held, on the thread that reads the connection: must be quick,
         * must not block, must not run application code.
         *
         * @param call the call
         */
        void completed(PendingCall call);
    }

    private static final Listener CALLED = call -> {};

    /** Guarded by this. */
    private @Nullable Listener listener;

    /** Guarded by this. Whether {@link #notifyListener} was here: calls are told in the order of their answers, which is later. */
    private boolean told;

    private volatile boolean done;
    private @Nullable Response response;
    private @Nullable RpcException failure;

    /** Guarded by this. Whether the response belongs to somebody. */
    private boolean taken;

    /** Guarded by this. Whether {@link #cancel} came before that. */
    private boolean dropped;

    /** Guarded by this. */
    private Deadlines.@Nullable Entry deadline;

    /** Makes a waiting call. */
    protected PendingCall() {}

    /**
     * Tells whether the call is complete.
     *
     * @return true once {@link #response()} will not fail for being early
     */
    public final boolean isDone() {
        return done;
    }

    /**
     * Gives the outcome of a complete call.
     *
     * @return the response, to be closed by the caller
     * @throws RpcException the failure, with this thread's stack; also where {@link #cancel} came between the completion and
     *     this, as {@link #failure} does not tell
     * @throws IllegalStateException if the call is not complete
     */
    public final Response response() {
        if (!done) {
            throw new IllegalStateException("the call is not complete");
        }
        RpcException failed = failure;
        if (failed != null) {
            throw failed.rethrowable();
        }
        Response succeeded = response;
        if (succeeded == null) {
            throw new IllegalStateException("the call has no response");
        }
        synchronized (this) {
            if (dropped) {
                throw RpcException.failed("Call was cancelled.");
            }
            taken = true;
        }
        return succeeded;
    }

    /**
     * Gives the failure of a complete call, without throwing it.
     *
     * @return why it failed, or null if it succeeded or is not complete
     */
    public final @Nullable RpcException failure() {
        return done ? failure : null;
    }

    /**
     * Sets the one listener. Where the completion of the call was told already, it is called on the calling thread, before this
     * returns. One caller's listeners are thus called in the order of the answers, whether they are set in time or late.
     *
     * @param listener what to call
     * @throws IllegalStateException if there is another one
     */
    public final void onCompletion(Listener listener) {
        synchronized (this) {
            if (this.listener != null) {
                throw new IllegalStateException("the call has a listener already");
            }
            if (!told) {
                this.listener = listener;
                return;
            }
            this.listener = CALLED;
        }
        listener.completed(this);
    }

    /**
     * Takes the listener back after a wait that ended early, so that another can be set. No effect on a complete call, whose
     * listener was called or is about to be.
     */
    public final void withdrawListener() {
        synchronized (this) {
            if (!done) {
                listener = null;
            }
        }
    }

    /**
     * Gives a stage for the outcome; takes the place of the listener.
     *
     * @param executor runs what completes the stage, and so what depends on it
     * @return completes with {@link #response()} or fails with an {@link RpcException}
     */
    public final CompletionStage<Response> toCompletionStage(Executor executor) {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        onCompletion(call -> executor.execute(() -> {
            RpcException failed = call.failure();
            if (failed != null) {
                stage.completeExceptionally(failed);
                return;
            }
            try {
                stage.complete(call.response());
            } catch (RpcException cancelled) {
                stage.completeExceptionally(cancelled);
            }
        }));
        return stage;
    }

    /**
     * Blocks until the call is complete while some other thread reads; takes the place of the listener. A thread that
     * could itself read, or has calls to serve, waits through its connection instead.
     *
     * @param timeoutNanos how long to wait
     * @return the response, to be closed by the caller
     * @throws InterruptedException if interrupted; the call is not cancelled
     * @throws TimeoutException if it took longer; the call is not cancelled
     * @throws RpcException the failure
     */
    public final Response await(long timeoutNanos) throws InterruptedException, TimeoutException {
        if (!done) {
            Thread waiting = Thread.currentThread();
            onCompletion(call -> LockSupport.unpark(waiting));
            long end = System.nanoTime() + timeoutNanos;
            while (!done) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new TimeoutException(
                            "no answer within " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms");
                }
                LockSupport.parkNanos(this, left);
            }
        }
        return response();
    }

    /**
     * Gives the capability that the results will have (or have) at a pointer path, to call it before they are here.
     *
     * @param path indexes of pointer fields, from the results' root
     * @return a capability, owned by the caller
     */
    public abstract Capability pipelined(int... path);

    /**
     * Gives up on the call: completes it at once with a failure if it is waiting, tells the other vat, and releases a
     * response that nobody took. Harmless at any time; never blocks.
     */
    public final void cancel() {
        if (!giveUp(RpcException.failed("Call was cancelled."))) {
            Response unwanted = dropResponse();
            if (unwanted != null) {
                unwanted.close();
            }
        }
    }

    /**
     * Completes the call with a failure if it is waiting, and tells the other vat that nobody waits for the answer. Never
     * blocks.
     *
     * @param reason what the listener finds
     * @return false if it was complete already; its outcome is as it was then
     */
    protected abstract boolean giveUp(RpcException reason);

    /**
     * Gives the call a deadline: it fails with {@code OVERLOADED} if it is not complete then, whether anybody waits for it
     * or not.
     *
     * @param nanos from now; not more than a few centuries
     * @return this
     */
    public final PendingCall expireAfter(long nanos) {
        Deadlines.Entry entry = Deadlines.entry(this, nanos);
        synchronized (this) {
            if (done) {
                return this;
            }
            if (deadline != null) {
                deadline.over();
            }
            deadline = entry;
        }
        Deadlines.watch(entry);
        return this;
    }

    /**
     * Gives the connection that the answer comes over.
     *
     * @return the connection; null if the call did not go, or has not gone yet, over one
     */
    public @Nullable Connection connection() {
        return null;
    }

    /**
     * Completes the call.
     *
     * @param response the results, or null with a failure
     * @param failure why it failed, or null
     * @return false if it was complete already; the response is still the caller's then
     */
    protected final boolean setOutcome(@Nullable Response response, @Nullable RpcException failure) {
        synchronized (this) {
            if (done) {
                return false;
            }
            this.response = response;
            this.failure = failure;
            done = true;
            if (deadline != null) {
                deadline.over();
                deadline = null;
            }
            return true;
        }
    }

    /**
     * Takes the response away, for {@link #cancel}, unless somebody has it from {@link #response()}, who will not get it
     * any more afterwards.
     *
     * @return the response, to be closed by the caller; null if it is somebody's, or there is none
     */
    private @Nullable Response dropResponse() {
        synchronized (this) {
            if (!done || taken || dropped) {
                return null;
            }
            dropped = true;
            return response;
        }
    }

    /** Calls the listener after {@link #setOutcome}. With no lock held. */
    protected final void notifyListener() {
        Listener waiting;
        synchronized (this) {
            told = true;
            waiting = listener;
            if (waiting == null) {
                return; // whoever sets one now calls it
            }
            listener = CALLED;
        }
        if (waiting != CALLED) {
            waiting.completed(this);
        }
    }
}
