package io.multiprocess.vat;

import io.multiprocess.rpc.Delivery;
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
    private ArrayDeque<Delivery> deliveries = new ArrayDeque<>();

    /** Those taken out to be run, before all others; belongs to who runs. */
    private ArrayDeque<Delivery> taken = new ArrayDeque<>();

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
        running = take();
        return running;
    }

    /**
     * Takes out all there are, in one go: threads that deliveries wake up want the lock as soon as they run. Whether there are any.
     */
    private boolean take() {
        if (taken.isEmpty() && !deliveries.isEmpty()) {
            ArrayDeque<Delivery> due = deliveries;
            deliveries = taken;
            taken = due;
        }
        return !taken.isEmpty();
    }

    /**
     * Runs what is due, after {@link #claim}. Without the lock.
     *
     * @param onLoop whether this is the event loop's thread with no application code below
     */
    void run(boolean onLoop) {
        ConnectionWriter writer = connection.writer();
        boolean outermost = onLoop && writer.hold();
        boolean ranOnLoop = false;
        for (; ; ) {
            for (Delivery delivery; (delivery = taken.peek()) != null; ) {
                boolean needsLoop = delivery.runsOnLoop();
                if (needsLoop && !onLoop) {
                    connection.lock();
                    connection.turn().stayOnLoop();
                    connection.unlockOnly();
                    connection.runOnDispatchLoop(this::runOnLoop);
                    return;
                }
                taken.remove();
                ranOnLoop |= needsLoop;
                try {
                    delivery.run(onLoop);
                } catch (Throwable e) {
                    log.error("{{}} {}: running a delivery failed", connection.thread(), connection, e);
                }
            }
            connection.lock();
            if (ranOnLoop) {
                connection.turn().stayOnLoop();
            }
            if (!take()) {
                running = false;
                if (outermost) {
                    writer.letGo();
                }
                connection.release(onLoop);
                return;
            }
            connection.unlockOnly();
        }
    }

    private void runOnLoop() {
        run(true);
    }
}
