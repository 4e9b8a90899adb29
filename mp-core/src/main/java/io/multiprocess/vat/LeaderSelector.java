package io.multiprocess.vat;

import io.multiprocess.transport.StreamConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;

/**
 * What a thread waits with while it reads for a connection: a selector and a buffer, lent to one connection at a time.
 *
 * <p>Belongs to whoever reads for the connection, except {@link #wakeUp} and {@link #wantWrite}, which are thread-safe.
 */
final class LeaderSelector implements Closeable {
    /** How much is read at once, in bytes. */
    static final int BUFFER_BYTES = 64 << 10;

    private static final Logger log = LoggerFactory.getLogger(LeaderSelector.class);

    private final String vatName;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Runnable wakeUp;
    private volatile @Nullable SelectionKey readKey;
    private volatile @Nullable SelectionKey writeKey;
    private volatile boolean writeWanted;
    private int ready;

    LeaderSelector(String vatName, SelectorProvider provider) throws IOException {
        this.vatName = vatName;
        selector = provider.openSelector();
        wakeUp = selector::wakeup;
    }

    /** Starts to serve a connection. */
    void attach(StreamConnection stream) throws IOException {
        readKey = stream.readChannel().register(selector, SelectionKey.OP_READ);
        SelectableChannel writeChannel = stream.writeChannel();
        writeKey = writeChannel == stream.readChannel() ? readKey : writeChannel.register(selector, 0);
    }

    /** Stops serving the connection, which may be closed already. */
    void detach() throws IOException {
        SelectionKey read = readKey;
        SelectionKey write = writeKey;
        readKey = null;
        writeKey = null;
        if (read != null) {
            read.cancel();
        }
        if (write != null) {
            write.cancel();
        }
        // A cancelled key goes, and the descriptor of a closed channel with it, with the next select.
        selector.selectNow();
    }

    ByteBuffer buffer() {
        return buffer;
    }

    /** Ends a select under way, or the next one; the same object every time. */
    Runnable wakeUp() {
        return wakeUp;
    }

    /** Sets whether {@link #select} also waits for room to write. */
    void wantWrite(boolean wanted) {
        SelectionKey read = readKey;
        SelectionKey write = writeKey;
        if (read == null || write == null) {
            return;
        }
        try {
            writeWanted = wanted;
            int idle = write == read ? SelectionKey.OP_READ : 0;
            write.interestOps(wanted ? idle | SelectionKey.OP_WRITE : idle);
        } catch (CancelledKeyException e) {
            traceClosed(e);
        }
    }

    /** Whether {@link #select} also waits for room to write. */
    boolean wantsWrite() {
        return writeWanted;
    }

    /**
     * Waits until the connection is ready, woken or interrupted.
     *
     * @param timeoutMillis 0 waits without limit; negative does not wait
     * @return ready operations, 0 if it ended for another reason
     */
    int select(long timeoutMillis) throws IOException {
        ready = 0;
        if (timeoutMillis < 0) {
            selector.selectNow(this::note);
        } else {
            selector.select(this::note, timeoutMillis);
        }
        return ready;
    }

    private void traceClosed(CancelledKeyException e) {
        if (log.isTraceEnabled()) {
            log.trace("{{}} the connection was closed meanwhile", ThreadNames.current(vatName), e);
        }
    }

    private void note(SelectionKey key) {
        try {
            ready |= key.readyOps();
        } catch (CancelledKeyException e) {
            // There is nothing to read any more; the end of the connection wakes whoever waits.
            traceClosed(e);
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            log.debug("{{}} closing a selector failed", ThreadNames.current(vatName), e);
        }
    }
}
