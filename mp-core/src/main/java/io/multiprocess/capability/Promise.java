package io.multiprocess.capability;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A capability that is to be known later: keeps calls, and passes them on in order once it is.
 *
 * <p>State: <i>unresolved</i> → <i>flushing</i> (the resolution is known, kept calls are being passed on, new ones queue
 * up behind them) → <i>resolved</i> (calls go straight to the resolution). Holds a reference to its resolution.
 * <i>Thread-safe.</i>
 */
public final class Promise extends Capability {

    /** Guarded by this. */
    private final ArrayDeque<CallContext> calls = new ArrayDeque<>(2);

    /** Guarded by this. */
    private @Nullable List<ResolutionListener> listeners;

    /** Guarded by this. Set when flushing starts. */
    private boolean settled;

    /** Guarded by this. Whether the reference to the resolution was given up. */
    private boolean dropped;

    /** Set when resolved. */
    private volatile @Nullable Capability resolution;

    /** Makes an unresolved promise, owned by the caller. */
    public Promise() {}

    /**
     * Resolves the promise: passes on the calls that were kept, then tells the listeners, before it returns. The first
     * resolution counts.
     *
     * @param target what the promise stands for; its reference is taken over
     * @return false if there was a resolution already; {@code target} is released then
     */
    public boolean resolve(Capability target) {
        boolean first;
        synchronized (this) {
            first = !settled;
            settled = true;
        }
        if (first && settleOn(target)) {
            flush(target);
            return true;
        }
        target.release();
        if (first) {
            flush(broken(RpcException.failed("promise resolved to itself")));
        }
        return first;
    }

    /**
     * Resolves the promise to a broken capability.
     *
     * @param reason why
     * @return false if there was a resolution already
     */
    public boolean fail(RpcException reason) {
        return resolve(broken(reason));
    }

    private void flush(Capability target) {
        List<ResolutionListener> told;
        while (true) {
            CallContext call;
            synchronized (this) {
                call = calls.poll();
                if (call == null) {
                    resolution = target;
                    told = listeners;
                    listeners = null;
                    break;
                }
            }
            target.deliver(call);
        }
        if (told != null) {
            for (ResolutionListener listener : told) {
                listener.resolved(target);
            }
        }
        if (isReleased()) {
            dropResolution();
        }
    }

    @Override
    public OutgoingCall newCall(long interfaceId, int methodId, int paramsSizeHintWords) {
        Capability target = mostResolved();
        return target == this
                ? new LocalCall(this, interfaceId, methodId, paramsSizeHintWords)
                : target.newCall(interfaceId, methodId, paramsSizeHintWords);
    }

    @Override
    public void deliver(CallContext call) {
        Capability target = targetOrKeep(call);
        if (target != null) {
            target.deliver(call);
        }
    }

    @Override
    public void deliverFromLoop(CallContext call) {
        Capability target = targetOrKeep(call);
        if (target != null) {
            target.deliverFromLoop(call);
        }
    }

    /** Says where a call goes; keeps it and gives null if that is not known, or calls kept before are still on their way. */
    private @Nullable Capability targetOrKeep(CallContext call) {
        synchronized (this) {
            Capability target = resolution;
            if (target == null) {
                calls.add(call);
                return null;
            }
            return target.mostResolved();
        }
    }

    @Override
    public @Nullable Capability resolution() {
        return resolution;
    }

    @Override
    public boolean isUnresolvedPromise() {
        return resolution == null;
    }

    @Override
    public void whenResolved(ResolutionListener listener) {
        Capability target;
        synchronized (this) {
            target = resolution;
            if (target == null) {
                if (listeners == null) {
                    listeners = new ArrayList<>(1);
                }
                listeners.add(listener);
                return;
            }
        }
        listener.resolved(target);
    }

    @Override
    protected void released() {
        dropResolution();
    }

    /** Releases the resolution, once, as soon as it is there and nobody needs it. */
    private void dropResolution() {
        Capability target;
        synchronized (this) {
            target = resolution;
            if (target == null || dropped) {
                return;
            }
            dropped = true;
        }
        target.release();
    }

    @Override
    public String toString() {
        Capability target = mostResolved();
        return target == this ? "unresolved promise" : "promise of " + target;
    }
}
