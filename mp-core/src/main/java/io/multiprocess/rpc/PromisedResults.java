package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.Promise;
import io.multiprocess.capability.ResultPath;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Promises for places in the results of a call from the peer, until its outcome is known. Holds a reference to each.
 *
 * <p>Spec: rpc.capnp, {@code PromisedAnswer}. <i>Guarded by the connection lock.</i>
 */
final class PromisedResults {

    private final Answer answer;
    private final Map<ResultPath, Promise> promises = new HashMap<>(2);

    PromisedResults(Answer answer) {
        this.answer = answer;
    }

    /** Gives what stands for a place, with a reference. */
    Promise at(ResultPath path) {
        Promise promise = promises.get(path);
        if (promise == null) {
            if (promises.size() >= answer.connection.limits().answers()) {
                throw new ProtocolException("more places in the results of " + answer + " addressed than allowed");
            }
            promise = new Promise();
            promises.put(path, promise);
        }
        promise.addRef();
        return promise;
    }

    /** What was asked for up to now; borrowed. */
    Map<ResultPath, Promise> copy() {
        return Map.copyOf(promises);
    }

    /** Resolves all, in deliveries; nothing is held afterwards. */
    void resolve(Function<ResultPath, Capability> resolution) {
        promises.forEach((path, promise) -> {
            Capability target = resolution.apply(path);
            answer.connection.deliverLater(() -> {
                promise.resolve(target);
                promise.release();
            });
        });
        promises.clear();
    }
}
