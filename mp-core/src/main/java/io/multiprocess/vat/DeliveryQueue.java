package io.multiprocess.vat;

import io.multiprocess.rpc.Delivery;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;

/**
 * The deliveries of one connection: run one at a time, in order, outside the lock.
 *
 * <p>Those that are application code run on the event loop only, and while one of them is due, all behind it wait for it.
 *
 * <p><i>Guarded by the connection lock</i>, except {@link #run}.
 */
@SuppressWarnings(
        "LockNotBeforeTry") // run() gives up the lock through the connection, which does what was queued under it
final class DeliveryQueue {
    private static final Logger log = LoggerFactory.getLogger(DeliveryQueue.class);

    private final TwoPartyConnection connection;
    private final ArrayDeque<Delivery> deliveries = new ArrayDeque<>();

    /** What was taken out already, and has to run on the event loop before all others. */
    private @Nullable Delivery next;

    private boolean running;

    DeliveryQueue(TwoPartyConnection connection) {
        this.connection = connection;
    }

    void add(Delivery delivery) {
        deliveries.add(delivery);
    }

    /** Whether the caller is to {@link #run} what is due, after giving up the lock; nobody else will then. */
    boolean claim() {
        if (running || (next == null && deliveries.isEmpty())) {
            return false;
        }
        running = true;
        return true;
    }

    /**
     * Runs what is due, after {@link #claim}. Without the lock.
     *
     * @param onLoop whether this is the event loop's thread with no application code below
     */
    void run(boolean onLoop) {
        ConnectionWriter writer = connection.writer();
        boolean outermost = onLoop && writer.hold();
        for (; ; ) {
            connection.lock();
            Delivery delivery = next;
            if (delivery == null) {
                delivery = deliveries.poll();
            }
            next = null;
            if (delivery == null) {
                running = false;
                if (outermost) {
                    writer.letGo();
                }
                connection.release(onLoop);
                return;
            }
            connection.unlockOnly();
            if (delivery.runsOnLoop()) {
                connection.turn().stayOnLoop();
                if (!onLoop) {
                    connection.lock();
                    next = delivery;
                    connection.unlockOnly();
                    connection.runOnDispatchLoop(this::runOnLoop);
                    return;
                }
            }
            try {
                delivery.run(onLoop);
            } catch (Throwable e) {
                log.error("{}: running a delivery failed", connection, e);
            }
        }
    }

    private void runOnLoop() {
        run(true);
    }
}
