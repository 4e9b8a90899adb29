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

    /** Set when resolved. */
    private volatile @Nullable Capability resolution;

    private volatile @Nullable Runnable onReleased;

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
        Capability most = target.mostResolved();
        Capability settledTo = most == this ? broken(RpcException.failed("promise resolved to itself")) : target;
        synchronized (this) {
            if (settled) {
                settledTo = null;
            } else {
                settled = true;
            }
        }
        if (settledTo == null) {
            target.release();
            return false;
        }
        if (settledTo != target) {
            target.release();
        }
        flush(settledTo);
        return true;
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
        Capability target = resolution;
        return target == null
                ? new LocalCall(this, interfaceId, methodId, paramsSizeHintWords)
                : target.newCall(interfaceId, methodId, paramsSizeHintWords);
    }

    @Override
    public void deliver(CallContext call) {
        Capability target;
        synchronized (this) {
            target = resolution;
            if (target == null) {
                calls.add(call);
                return;
            }
        }
        target.deliver(call);
    }

    @Override
    public void deliverFromLoop(CallContext call) {
        Capability target;
        synchronized (this) {
            target = resolution;
            if (target == null) {
                calls.add(call);
                return;
            }
        }
        target.deliverFromLoop(call);
    }

    @Override
    public boolean runsOnLoop(long interfaceId, int methodId) {
        Capability target = resolution;
        return target != null && target.runsOnLoop(interfaceId, methodId);
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
    public @Nullable Connection connection() {
        Capability target = resolution;
        return target == null ? null : target.connection();
    }

    @Override
    public @Nullable RpcException brokenReason() {
        Capability target = resolution;
        return target == null ? null : target.brokenReason();
    }

    @Override
    public boolean isNull() {
        Capability target = resolution;
        return target != null && target.isNull();
    }

    /**
     * Sets what to do when nobody refers to the promise any more, for example to give up on what would resolve it.
     *
     * @param action what to do
     */
    public void onReleased(Runnable action) {
        onReleased = action;
        if (isReleased()) {
            action.run();
        }
    }

    @Override
    protected void released() {
        Runnable action = onReleased;
        if (action != null) {
            action.run();
        }
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

    /** Guarded by this. */
    private boolean dropped;

    @Override
    public String toString() {
        Capability target = resolution;
        return target == null ? "unresolved promise" : "promise of " + target;
    }
}
