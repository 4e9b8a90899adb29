package io.multiprocess.benchmarks.contender;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * One way to call another process.
 *
 * <p><em>Thread-safe.</em>
 */
public interface Contender {

    /** The payload of a small call, in bytes. */
    int SMALL_BYTES = 100;

    /** The payload of a large call, in bytes. */
    int LARGE_BYTES = 1 << 20;

    /** Calls in flight at once in {@link Workload#PIPELINED}. */
    int IN_FLIGHT = 100;

    /**
     * What results call it.
     *
     * @return lower case, words joined with {@code -}
     */
    String name();

    /**
     * What it can be asked to do.
     *
     * @return some of the workloads
     */
    Set<Workload> workloads();

    /**
     * Whether each client has a connection of its own, opened at the latest by its first call.
     *
     * @return false where the library shares connections behind the caller's back
     */
    default boolean connectsEachClient() {
        return true;
    }

    /**
     * Starts the serving end; it accepts connections when this returns.
     *
     * @param folder where it makes its socket, and whatever clients need to find it
     * @return ends it
     * @throws Exception when it cannot be started
     */
    AutoCloseable serve(Path folder) throws Exception;

    /**
     * Opens a calling end.
     *
     * @param folder the folder given to {@link #serve}
     * @return the client; it connects at once or when first used
     * @throws Exception when it cannot connect
     */
    Client connect(Path folder) throws Exception;

    /** A calling end, used by one or several threads. */
    interface Client extends AutoCloseable {

        /**
         * Prepares a thread for a workload. Called on the thread that will run the operation.
         *
         * @param workload one of the contender's workloads
         * @return runs it
         * @throws Exception when connecting fails
         */
        Operation prepare(Workload workload) throws Exception;

        @Override
        void close() throws IOException;
    }

    /** Does {@link Workload#callsPerOperation} calls and checks their answers. */
    interface Operation extends AutoCloseable {

        /**
         * Returns when all calls are answered.
         *
         * @throws Exception when a call fails
         */
        void run() throws Exception;

        /** Frees what this operation alone used. */
        @Override
        default void close() throws IOException {}
    }
}
