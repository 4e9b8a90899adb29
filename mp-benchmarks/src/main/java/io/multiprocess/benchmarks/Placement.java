package io.multiprocess.benchmarks;

import java.io.IOException;

/** Which processors the two processes of a pair may use. */
enum Placement {
    /** Any: the system's scheduler decides. */
    FREE("free"),
    /** Both processes on the machine's last processor: the steadier of the two. */
    PINNED("pinned");

    private final String id;

    Placement(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /**
     * Moves a running process, all its threads included. Threads that it starts later inherit the placement.
     *
     * <p>Processes start free, so that their compilers have all processors while everything warms up, and so that they count the same
     * number of processors whatever the placement.
     */
    void apply(long pid) throws IOException, InterruptedException {
        int last = Runtime.getRuntime().availableProcessors() - 1;
        String processors = this == PINNED ? String.valueOf(last) : "0-" + last;
        Process taskset = new ProcessBuilder("taskset", "-a", "-p", "-c", processors, String.valueOf(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (taskset.waitFor() != 0) {
            throw new IOException("taskset could not place process " + pid);
        }
    }
}
