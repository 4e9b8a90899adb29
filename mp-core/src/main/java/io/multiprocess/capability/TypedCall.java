package io.multiprocess.capability;

import org.capnproto.FromPointerReader;

import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A call under way that was made through a generated client.
 *
 * @param <R> reader of the results struct
 * @param <L> pipeline of the results struct
 */
public final class TypedCall<R, L extends Pipeline> {

    private final PendingCall pending;
    private final FromPointerReader<R> results;
    private final Function<PendingCall, L> pipeline;

    TypedCall(PendingCall pending, FromPointerReader<R> results, Function<PendingCall, L> pipeline) {
        this.pending = pending;
        this.results = results;
        this.pipeline = pipeline;
    }

    /**
     * Gives the untyped call.
     *
     * @return the pending call
     */
    public PendingCall pending() {
        return pending;
    }

    /**
     * Gives the results' capabilities before they are here.
     *
     * @return the pipeline
     */
    public L pipeline() {
        return pipeline.apply(pending);
    }

    /**
     * Reads the results of a complete call.
     *
     * @return the results
     * @throws RpcException if the call failed
     * @throws IllegalStateException if it is not complete
     */
    public R results() {
        return pending.response().results().getAs(results);
    }

    /**
     * Blocks until the call is complete, as {@link PendingCall#await}.
     *
     * @param timeoutNanos how long to wait
     * @return the results
     * @throws InterruptedException if interrupted
     * @throws TimeoutException if it took longer
     * @throws RpcException if the call failed
     */
    public R await(long timeoutNanos) throws InterruptedException, TimeoutException {
        return pending.await(timeoutNanos).results().getAs(results);
    }
}
