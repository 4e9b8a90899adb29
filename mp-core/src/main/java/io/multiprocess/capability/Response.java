package io.multiprocess.capability;

import io.multiprocess.wire.MessageArena;
import org.capnproto.AnyPointer;

/**
 * The results of a call. Capabilities in them are good until {@link #close()}; the rest needs no closing, but costs
 * nothing either. <i>Confined to one thread at a time.</i>
 */
public final class Response implements AutoCloseable {

    private final AnyPointer.Reader results;
    private final CapabilityTable table;

    /**
     * Makes a response.
     *
     * @param results pointer to the results
     * @param table their capabilities; this takes over its references
     */
    public Response(AnyPointer.Reader results, CapabilityTable table) {
        this.results = results;
        this.table = table;
    }

    /**
     * Gives the results.
     *
     * @return the pointer to the results struct; its readers find the capability table by themselves
     */
    public AnyPointer.Reader results() {
        return results;
    }

    /**
     * Gives the capabilities in the results.
     *
     * @return the table
     */
    public CapabilityTable table() {
        return table;
    }

    /** As {@link #close()}, where nothing keeps a reader of the results, or of anything in them, so that their memory can serve others. */
    public void closeAndReuse() {
        close();
        MessageArena.dispose(results);
    }

    /** Releases the capabilities in the results. Safe to call again. */
    @Override
    public void close() {
        table.releaseAll();
    }
}
