package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.ResultPath;
import io.multiprocess.capability.RpcException;
import io.multiprocess.wire.OutgoingMessage;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A capability that the peer will tell us more about: an import that it called a promise, or a place in results that are
 * not here. Calls go to the peer meanwhile; once it is resolved they go to the resolution, after an embargo where the
 * order of calls needs one.
 *
 * <p>State: <i>unresolved</i> ({@link #initial} set) → <i>resolved</i> ({@link #resolution} set). Holds a reference to
 * whichever is set. <i>Thread-safe</i>; what is not public is guarded by the connection lock.
 */
final class RemotePromise extends RemoteCapability {

    /** Where calls go until the promise is resolved. */
    private @Nullable RemoteCapability initial;

    private volatile @Nullable Capability resolution;

    /** Whether calls went to {@link #initial}, or it was passed to the peer, who may have sent some there. */
    private boolean used;

    private @Nullable List<ResolutionListener> listeners;

    /** Takes over the reference to {@code initial}. */
    RemotePromise(RemoteCapability initial) {
        super(initial.connection);
        this.initial = initial;
    }

    boolean tryRetain() {
        return tryAddRef();
    }

    /** Tells whether this stands for that place in the results. */
    boolean isAt(ResultPath path) {
        return initial instanceof PipelinedCapability pipelined && pipelined.path.equals(path);
    }

    @Nullable
    ResultPath path() {
        return initial instanceof PipelinedCapability pipelined ? pipelined.path : null;
    }

    @Override
    void used() {
        used = true;
    }

    @Override
    RemoteCapability strict() {
        RemoteCapability strict = initial;
        if (strict == null) {
            throw new IllegalStateException("promise is resolved");
        }
        return strict;
    }

    @Override
    void target(OutgoingMessage call) {
        strict().target(call);
    }

    @Override
    void targetOfDisembargo(OutgoingMessage disembargo) {
        strict().targetOfDisembargo(disembargo);
    }

    @Override
    void describe(RawStruct descriptor) {
        strict().describe(descriptor);
    }

    /**
     * Resolves the promise; a second resolution is ignored. Under the lock.
     *
     * @param replacement what it stands for; its reference is taken over
     */
    void resolve(Capability replacement) {
        RemoteCapability before = initial;
        if (before == null) {
            connection.releaseLater(replacement);
            return;
        }
        Capability target = replacement;
        boolean embargo = used;
        Capability most = replacement.mostResolved();
        if (!settleOn(replacement)) {
            connection.releaseLater(replacement);
            target = Capability.broken(RpcException.failed("Promise was resolved to itself."));
            embargo = false;
        } else if (most.brokenReason() != null) {
            embargo = false;
        } else if (!(replacement instanceof ReflectedCapability)
                && most instanceof RemoteCapability remote
                && remote.connection == connection) {
            // Calls keep going the way they went. Should that be a promise which later turns to an object of ours, its
            // embargo has to cover the calls made through this one.
            embargo = false;
            if (used) {
                remote.used();
            }
        }
        if (embargo && connection.isOpen()) {
            target = connection.embargoes.start(before, target);
        }
        resolution = target;
        initial = null;
        connection.releaseLater(before);
        List<ResolutionListener> told = listeners;
        listeners = null;
        if (told != null) {
            Capability resolved = target;
            connection.deliverLater(() -> told.forEach(listener -> listener.resolved(resolved)));
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
        Capability resolved;
        connection.host().lock();
        try {
            resolved = resolution;
            if (resolved == null) {
                if (listeners == null) {
                    listeners = new ArrayList<>(1);
                }
                listeners.add(listener);
            }
        } finally {
            connection.host().unlock();
        }
        if (resolved != null) {
            listener.resolved(resolved);
        }
    }

    @Override
    protected void released() {
        Capability held;
        connection.host().lock();
        try {
            held = initial;
            if (held == null) {
                held = resolution;
            } else {
                initial = null;
                resolution = Capability.broken(RpcException.failed("Promise was released."));
                listeners = null;
                if (held instanceof ImportedCapability imported && imported.promise == this) {
                    imported.promise = null;
                } else if (held instanceof PipelinedCapability pipelined) {
                    pipelined.question.forget(this);
                }
            }
        } finally {
            connection.host().unlock();
        }
        if (held != null) {
            held.release();
        }
    }

    @Override
    public String toString() {
        Capability most = mostResolved();
        return most == this ? "promise from " + connection.host().description() : "promise of " + most;
    }
}
