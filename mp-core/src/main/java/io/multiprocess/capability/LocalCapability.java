package io.multiprocess.capability;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/**
 * A capability for an object of this vat.
 *
 * <p>All calls go through one mailbox, whichever way they came, so that a call that had to wait for the event loop is not
 * overtaken by one that need not. State: <i>idle</i> (no call being dispatched, none queued) or <i>busy</i>; whoever
 * makes it busy empties the mailbox, or has the event loop do it. <i>Thread-safe.</i>
 */
final class LocalCapability extends Capability {

    private final LocalServer server;
    private final CallExecutor executor;

    /** Guarded by this. */
    private final ArrayDeque<CallContext> mailbox = new ArrayDeque<>(2);

    /** Guarded by this. */
    private boolean busy;

    /** Guarded by this. */
    private boolean released;

    LocalCapability(LocalServer server, CallExecutor executor) {
        this.server = server;
        this.executor = executor;
    }

    LocalServer server() {
        return server;
    }

    @Override
    public OutgoingCall newCall(long interfaceId, int methodId, int paramsSizeHintWords) {
        return new LocalCall(this, interfaceId, methodId, paramsSizeHintWords);
    }

    @Override
    public boolean runsOnLoop(long interfaceId, int methodId) {
        return server.runsOnLoop(interfaceId, methodId);
    }

    @Override
    public void deliver(CallContext call) {
        deliver(call, false);
    }

    @Override
    public void deliverFromLoop(CallContext call) {
        deliver(call, true);
    }

    private void deliver(CallContext call, boolean onLoop) {
        addRef(); // a call under way keeps its object alive
        synchronized (this) {
            if (busy) {
                mailbox.add(call);
                return;
            }
            busy = true;
        }
        run(call, onLoop);
    }

    /** Dispatches a call and those behind it, with this busy. */
    private void run(@Nullable CallContext first, boolean onLoop) {
        CallContext call = first;
        while (call != null) {
            if (!onLoop && server.runsOnLoop(call.interfaceId(), call.methodId())) {
                CallContext next = call;
                executor.execute(() -> run(next, true));
                return;
            }
            dispatch(call);
            release();
            synchronized (this) {
                call = mailbox.poll();
                busy = call != null;
            }
        }
        boolean last;
        synchronized (this) {
            last = released && !busy;
            released = released && !last;
        }
        if (last) {
            executor.execute(server::released);
        }
    }

    private void dispatch(CallContext call) {
        try {
            server.dispatch(call.interfaceId(), call.methodId(), call);
        } catch (Throwable failure) {
            call.fail(failure);
            if (failure instanceof VirtualMachineError error) {
                throw error;
            }
        }
    }

    @Override
    protected void released() {
        synchronized (this) {
            if (busy) {
                released = true;
                return;
            }
        }
        executor.execute(server::released);
    }

    @Override
    public String toString() {
        return "local capability of " + server;
    }
}
