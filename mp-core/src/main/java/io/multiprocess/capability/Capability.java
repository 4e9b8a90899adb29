package io.multiprocess.capability;

import org.capnproto.AnyPointer;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A reference-counted reference to an object: one here, one in another vat, one that is only promised, or a broken one.
 *
 * <p>Who makes a capability, or gets one from a method that says so, owns one reference and ends it with
 * {@link #release()}, exactly once. All others borrow: a capability read from params or results is good until these are
 * released, and {@link #addRef()} keeps it. After the last release calls fail. <i>Thread-safe.</i>
 *
 * <p>Calls made on one capability are delivered in the order in which {@code send()} was called (E-order), also when a
 * promise resolves in between.
 */
public abstract class Capability {

    /** What {@link #whenResolved} calls. */
    @FunctionalInterface
    public interface ResolutionListener {

        /**
         * The promise was resolved. Runs on whichever thread resolved it, with no lock held; must be quick.
         *
         * @param resolution what it stands for now: maybe another promise, maybe a broken capability; borrowed
         */
        void resolved(Capability resolution);
    }

    /** What this thread has still to do for capabilities whose last reference it released. */
    private static final ThreadLocal<@Nullable ArrayDeque<Capability>> RELEASING = new ThreadLocal<>();

    /** A leaf among locks: taken with others held, none is taken with it held. */
    private static final Object SETTLING = new Object();

    private final AtomicInteger references = new AtomicInteger(1);

    /** What this promise has been or is being resolved to; {@link #resolution} shows it when that is done. */
    private volatile @Nullable Capability settledOn;

    /** Makes a capability with one reference, the maker's. */
    protected Capability() {}

    /**
     * Makes a capability for an object of this vat.
     *
     * @param server takes the calls
     * @param executor runs what must run on the event loop
     * @return a new capability, owned by the caller
     */
    public static Capability local(LocalServer server, CallExecutor executor) {
        return new LocalCapability(server, executor);
    }

    /**
     * Makes a capability whose calls all fail.
     *
     * @param reason why
     * @return a new capability, owned by the caller
     */
    public static Capability broken(RpcException reason) {
        return new BrokenCapability(reason, false);
    }

    /**
     * Makes the capability that a null pointer stands for: calls on it fail, and it is written as a null pointer.
     *
     * @return a new capability, owned by the caller
     */
    public static Capability nullCapability() {
        return new BrokenCapability(BrokenCapability.NULL, true);
    }

    /**
     * Starts a call. Nothing happens until {@link OutgoingCall#send}.
     *
     * @param interfaceId id of the interface that the method is declared in
     * @param methodId ordinal of the method
     * @param paramsSizeHintWords expected size of the params, in words of 8 bytes; a good one saves memory and copies
     * @return the call to be filled and sent by one thread
     */
    public abstract OutgoingCall newCall(long interfaceId, int methodId, int paramsSizeHintWords);

    /**
     * Makes a call with params that exist already, to be delivered in this process.
     *
     * @param interfaceId id of the interface that the method is declared in
     * @param methodId ordinal of the method
     * @param params the params; must not change any more
     * @param table their capabilities; the call takes over its references
     * @param noPromisePipelining whether nothing will be pipelined on it
     * @return the pending call
     */
    public final PendingCall call(
            long interfaceId,
            int methodId,
            AnyPointer.Reader params,
            CapabilityTable table,
            boolean noPromisePipelining) {
        return LocalCall.deliver(this, interfaceId, methodId, params, table, noPromisePipelining);
    }

    /**
     * Passes on a call that was received, or made on a promise for this capability. Never runs application code that
     * must run on the event loop. Calls are delivered in the order of this method's calls.
     *
     * @param call the call; ends exactly once
     */
    public abstract void deliver(CallContext call);

    /**
     * The same for a caller that is on the event loop with no application code below it: may run the call at once.
     *
     * @param call the call; ends exactly once
     */
    public void deliverFromLoop(CallContext call) {
        deliver(call);
    }

    /**
     * Tells whether {@link #deliver} for this method has to go through the event loop.
     *
     * @param interfaceId id of the interface that the method is declared in
     * @param methodId ordinal of the method
     * @return true if a thread other than the loop should leave the delivery to it
     */
    public boolean runsOnLoop(long interfaceId, int methodId) {
        Capability most = mostResolved();
        return most != this && most.runsOnLoop(interfaceId, methodId);
    }

    /**
     * Gives what this promise was resolved to, one step.
     *
     * @return the resolution, borrowed; null for what is no promise or is not resolved
     */
    public @Nullable Capability resolution() {
        return null;
    }

    /**
     * Follows resolutions to their present end.
     *
     * @return the capability that calls go to now, borrowed; this one if it is not resolved or no promise
     */
    public final Capability mostResolved() {
        Capability at = this;
        for (Capability next = at.resolution(); next != null; next = at.resolution()) {
            at = next;
        }
        return at;
    }

    /**
     * For promises: notes what this one is about to be resolved to, unless that leads back to this one. Two promises that
     * two threads resolve to each other cannot both succeed.
     *
     * @param target what this will stand for
     * @return false if it must not, as it would stand for itself
     */
    protected final boolean settleOn(Capability target) {
        synchronized (SETTLING) {
            for (Capability at = target; at != null; at = at.settledOn != null ? at.settledOn : at.resolution()) {
                if (at == this) {
                    return false;
                }
            }
            settledOn = target;
            return true;
        }
    }

    /**
     * Tells whether this is a promise that {@link #resolution} still has nothing for.
     *
     * @return true until it is resolved
     */
    public boolean isUnresolvedPromise() {
        return false;
    }

    /**
     * Asks to be told when this promise is resolved, one step. The listener is called once: at once if this is no
     * promise or is resolved, never if the promise is dropped first.
     *
     * @param listener what to call
     */
    public void whenResolved(ResolutionListener listener) {
        Capability resolution = resolution();
        listener.resolved(resolution == null ? this : resolution);
    }

    /**
     * Gives the object behind a local capability, also through resolved promises.
     *
     * @return the object, or null if it is (as far as is known) not of this vat
     */
    public final @Nullable LocalServer localServer() {
        return mostResolved() instanceof LocalCapability local ? local.server() : null;
    }

    /**
     * Gives the connection that calls go over.
     *
     * @return the connection, or null for what is local, broken or promised
     */
    public @Nullable Connection connection() {
        Capability most = mostResolved();
        return most == this ? null : most.connection();
    }

    /**
     * Gives the failure of a broken capability.
     *
     * @return why calls fail, or null if it is not broken as far as is known
     */
    public @Nullable RpcException brokenReason() {
        Capability most = mostResolved();
        return most == this ? null : most.brokenReason();
    }

    /**
     * Tells whether this stands for a null pointer.
     *
     * @return true for {@link #nullCapability()}
     */
    public boolean isNull() {
        Capability most = mostResolved();
        return most != this && most.isNull();
    }

    /**
     * Adds a reference.
     *
     * @return this
     * @throws IllegalStateException if the last reference was already released
     */
    public final Capability addRef() {
        for (int count = references.get(); count > 0; count = references.get()) {
            if (references.compareAndSet(count, count + 1)) {
                return this;
            }
        }
        throw new IllegalStateException("addRef() after the last release() of " + this);
    }

    /**
     * Adds a reference unless there is none left.
     *
     * @return false if the last reference was already released
     */
    protected final boolean tryAddRef() {
        for (int count = references.get(); count > 0; count = references.get()) {
            if (references.compareAndSet(count, count + 1)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Ends one reference.
     *
     * @throws IllegalStateException if there was none left
     */
    public final void release() {
        int left = references.decrementAndGet();
        if (left == 0) {
            releaseAll(this);
        } else if (left < 0) {
            references.incrementAndGet();
            throw new IllegalStateException("release() without a reference of " + this);
        }
    }

    /** Tells one after another, as the peers decide how long a chain of promises that hold each other is. */
    private static void releaseAll(Capability first) {
        ArrayDeque<Capability> later = RELEASING.get();
        if (later != null) {
            later.add(first);
            return;
        }
        later = new ArrayDeque<>(2);
        RELEASING.set(later);
        try {
            for (Capability next = first; next != null; next = later.poll()) {
                next.released();
            }
        } finally {
            RELEASING.remove();
        }
    }

    /**
     * Tells whether references are left.
     *
     * @return false after the last release
     */
    public final boolean isReleased() {
        return references.get() <= 0;
    }

    /** The last reference is gone. Called once, on the thread that released it, with no lock of this package held. */
    protected void released() {}
}
