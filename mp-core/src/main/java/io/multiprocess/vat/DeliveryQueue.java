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

    /** What was taken out already, and comes before all others; belongs to who runs. */
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
        if (running) {
            return false;
        }
        if (next == null) {
            next = deliveries.poll();
        }
        running = next != null;
        return running;
    }

    /**
     * Runs what is due, after {@link #claim}. Without the lock.
     *
     * @param onLoop whether this is the event loop's thread with no application code below
     */
    void run(boolean onLoop) {
        ConnectionWriter writer = connection.writer();
        boolean outermost = onLoop && writer.hold();
        Delivery delivery = next; // nobody else touches it while this runs
        while (delivery != null) {
            boolean needsLoop = delivery.runsOnLoop();
            if (needsLoop && !onLoop) {
                connection.lock();
                connection.turn().stayOnLoop();
                connection.unlockOnly();
                connection.runOnDispatchLoop(this::runOnLoop);
                return;
            }
            try {
                delivery.run(onLoop);
            } catch (Throwable e) {
                log.error("{{}} {}: running a delivery failed", connection.thread(), connection, e);
            }
            connection.lock();
            if (needsLoop) {
                connection.turn().stayOnLoop();
            }
            delivery = deliveries.poll();
            next = delivery;
            if (delivery == null) {
                running = false;
                if (outermost) {
                    writer.letGo();
                }
                connection.release(onLoop);
            } else {
                connection.unlockOnly();
            }
        }
    }

    private void runOnLoop() {
        run(true);
    }
}
