package io.multiprocess;

import io.multiprocess.vat.VatConnection;

import java.time.Duration;
import java.util.Collection;

/** A place where a {@link Vat} accepts connections. Thread-safe. */
public interface Listener extends AutoCloseable {
    /** Where to connect to; of {@code tcp:…:0} with the port that was picked. */
    Address address();

    /** The connections that are open, in the order they were accepted. */
    Collection<VatConnection> connections();

    /**
     * Stops accepting, lets the calls under way finish, then closes the connections and removes the socket's file.
     *
     * @param grace how long to wait for calls under way
     * @return whether all calls were finished in time
     * @throws InterruptedException if interrupted while waiting; the listener and its connections are closed then
     */
    boolean stop(Duration grace) throws InterruptedException;

    /** Stops accepting, closes the connections at once and removes the socket's file. Does nothing the second time. */
    @Override
    void close();
}
