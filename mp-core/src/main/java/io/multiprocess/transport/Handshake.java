package io.multiprocess.transport;

import java.io.IOException;

/**
 * What two peers have to agree on before the first read or write. Never blocks, except in {@linkplain #takeTask tasks}.
 *
 * <p>Belongs to one thread at a time.
 */
public interface Handshake {
    /** What has to happen before {@link #advance} can go on. */
    enum Step {
        /** The connection's read channel must be ready. */
        READ,
        /** The connection's write channel must be ready. */
        WRITE,
        /** {@link #takeTask} must be run. */
        TASK,
        /** Nothing: the connection can be read and written. */
        DONE
    }

    /**
     * Goes on as far as possible.
     *
     * @return what it waits for
     * @throws IOException if it failed; the message is one sentence that names the peer and the reason. The connection is of
     *     no use then, and the caller closes it
     */
    Step advance() throws IOException;

    /** After {@link Step#TASK}: something that computes or blocks, to be run once before {@link #advance} is called again. */
    Runnable takeTask();
}
