package io.multiprocess.spring.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.multiprocess.capability.RpcException;
import io.multiprocess.spring.MpCall;
import org.jspecify.annotations.Nullable;

/**
 * The names and key values that calls are observed under, unless a convention of the application says otherwise.
 *
 * <p>Thread-safe.
 *
 * @param <C> the side's context
 */
abstract class MpObservationConvention<C extends MpObservationContext> implements ObservationConvention<C> {

    private final String name;

    MpObservationConvention(String name) {
        this.name = name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getContextualName(C context) {
        return context.getCall().displayName();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(C context) {
        MpCall call = context.getCall();
        return KeyValues.of(
                KeyValue.of("interface", call.javaInterface().getSimpleName()),
                KeyValue.of("method", call.method()),
                KeyValue.of("connection", call.connectionName() == null ? "none" : call.connectionName()),
                KeyValue.of("outcome", outcome(context.getError())));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(C context) {
        return KeyValues.of("peer", context.getCall().peer().describe());
    }

    @Override
    public abstract boolean supportsContext(Observation.Context context);

    private static String outcome(@Nullable Throwable error) {
        if (error == null) {
            return "SUCCESS";
        }
        return error instanceof RpcException rpc ? rpc.kind().name() : "FAILED";
    }
}
