package io.multiprocess;

import io.multiprocess.proxy.ProxyConnection;
import io.multiprocess.proxy.ProxyType;
import io.multiprocess.vat.VatConnection;

import java.time.Duration;

/**
 * A child process and the connection to it. Thread-safe.
 *
 * <p>A child that serves its parent ends when the connection does; {@link #close} closes the connection and leaves the process
 * to end by itself, {@link #waitFor} waits for that.
 */
public interface SpawnedProcess extends AutoCloseable {
    /** The child's process id. */
    long pid();

    /** The operating system's process. */
    Process process();

    /** The connection to the child. */
    VatConnection connection();

    /**
     * The child's bootstrap object.
     *
     * @param type the generated proxy client's {@code TYPE}
     * @throws io.multiprocess.capability.RpcException if the object's {@code construct} failed, or the child is gone
     */
    default <T> T root(ProxyType<T> type) {
        return ProxyConnection.of(connection()).root(type, false);
    }

    /**
     * Waits for the child to exit.
     *
     * @return its exit status
     * @throws InterruptedException if interrupted while waiting; the child goes on
     */
    int waitFor() throws InterruptedException;

    /**
     * Closes the connection, waits for the child to exit, and ends it by force if it does not.
     *
     * @param grace how long to wait before using force
     * @return its exit status
     * @throws InterruptedException if interrupted while waiting; the child is ended by force then
     */
    int stop(Duration grace) throws InterruptedException;

    /** Closes the connection, upon which a child that serves its parent exits by itself. */
    @Override
    void close();
}
