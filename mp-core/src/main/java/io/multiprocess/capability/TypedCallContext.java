package io.multiprocess.capability;

import org.capnproto.FromPointerBuilder;
import org.capnproto.FromPointerReader;
import org.jspecify.annotations.Nullable;

/**
 * A call as the method of a generated server sees it.
 *
 * @param <P> reader of the params struct
 * @param <R> builder of the results struct
 */
public final class TypedCallContext<P, R> {

    private final CallContext context;
    private final FromPointerReader<P> params;
    private final FromPointerBuilder<R> results;
    private @Nullable R built;

    /**
     * Wraps a call.
     *
     * @param context the call
     * @param params factory of the params struct
     * @param results factory of the results struct
     */
    public TypedCallContext(CallContext context, FromPointerReader<P> params, FromPointerBuilder<R> results) {
        this.context = context;
        this.params = params;
        this.results = results;
    }

    /**
     * Gives the untyped call.
     *
     * @return the context
     */
    public CallContext context() {
        return context;
    }

    /**
     * Gives the params.
     *
     * @return a reader of the params struct
     */
    public P params() {
        return context.params().getAs(params);
    }

    /**
     * Gives the results to fill.
     *
     * @return the builder, made at the first call
     */
    public R results() {
        R builder = built;
        if (builder == null) {
            builder = context.results(0).initAs(results);
            built = builder;
        }
        return builder;
    }

    /**
     * Gives the table that setters of capability fields need.
     *
     * @return the table of the results
     */
    public CapabilityTable table() {
        return context.resultsTable();
    }

    /** Ends the call with its results. */
    public void complete() {
        results();
        context.complete();
    }

    /**
     * Ends the call with a failure.
     *
     * @param failure what the caller is told
     */
    public void fail(Throwable failure) {
        context.fail(failure);
    }

    /**
     * Ends the call with the outcome of another one.
     *
     * @param request filled, not sent
     */
    public void tailCall(TypedRequest<?, ?, ?> request) {
        context.tailCall(request.call());
    }
}
