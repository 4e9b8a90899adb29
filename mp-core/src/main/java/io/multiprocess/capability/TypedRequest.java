package io.multiprocess.capability;

import org.capnproto.FromPointerBuilder;
import org.capnproto.FromPointerReader;

import java.util.function.Function;

/**
 * A call being made through a generated client: what its {@code …Request()} methods return.
 *
 * @param <P> builder of the params struct
 * @param <R> reader of the results struct
 * @param <L> pipeline of the results struct
 */
public final class TypedRequest<P, R, L extends Pipeline> {

    private final OutgoingCall call;
    private final P params;
    private final FromPointerReader<R> results;
    private final Function<PendingCall, L> pipeline;

    /**
     * Starts a call.
     *
     * @param call the call, with nothing in it
     * @param params factory of the params struct
     * @param results factory of the results struct
     * @param pipeline makes the pipeline, for example {@code GetResults.Pipeline::new}
     */
    public TypedRequest(
            OutgoingCall call,
            FromPointerBuilder<P> params,
            FromPointerReader<R> results,
            Function<PendingCall, L> pipeline) {
        this.call = call;
        this.params = call.params().initAs(params);
        this.results = results;
        this.pipeline = pipeline;
    }

    /**
     * Gives the params.
     *
     * @return the builder to fill
     */
    public P params() {
        return params;
    }

    /**
     * Gives the table that setters of capability fields need.
     *
     * @return the table of the params
     */
    public CapabilityTable table() {
        return call.paramsTable();
    }

    /**
     * Gives the untyped call, for example to pass to {@link CallContext#tailCall}.
     *
     * @return the call
     */
    public OutgoingCall call() {
        return call;
    }

    /**
     * Sends the call.
     *
     * @return the call under way
     */
    public TypedCall<R, L> send() {
        return new TypedCall<>(call.send(), results, pipeline);
    }

    /**
     * Sends the call of a {@code -> stream} method.
     *
     * @return pending until the next call of the stream may be made
     */
    public PendingCall sendStreaming() {
        return call.sendStreaming();
    }
}
