package io.multiprocess.benchmarks.contender;

/** What the two processes are made to do. */
public enum Workload {
    /** 100 bytes there and back, the called code runs wherever the contender likes. */
    CALL("call", "100 bytes there and back", 1, 1),
    /** The same with a {@code Context}: the called code runs on the thread that belongs to the calling one. */
    CONTEXT("context", "100 bytes there and back, on the server thread mapped to the caller", 1, 1),
    /** The called code calls back once, with the same bytes, before it answers. */
    CALLBACK("callback", "100 bytes there and back, with one call back to the caller in between", 1, 1),
    /** {@link #CALL} from eight threads at once. */
    THREADS("threads", "call from 8 threads at once", 8, 1),
    /** {@link #CONTEXT} from eight threads at once. */
    THREADS_CONTEXT("threads-context", "context from 8 threads at once", 8, 1),
    /** 100 calls in flight from one thread. */
    PIPELINED(
            "pipelined",
            "100 calls of 100 bytes sent before the first answer is awaited, one thread",
            1,
            Contender.IN_FLIGHT),
    /** 1 MiB there and back. */
    LARGE("large", "1 MiB there and back", 1, 1),
    /** A realistic record there and back, taken apart and put together at both ends. */
    RECORD("record", "a record with 20 fields, nested lists and maps, there and back", 1, 1);

    private final String id;
    private final String description;
    private final int threads;
    private final int callsPerOperation;

    Workload(String id, String description, int threads, int callsPerOperation) {
        this.id = id;
        this.description = description;
        this.threads = threads;
        this.callsPerOperation = callsPerOperation;
    }

    /**
     * Its name in results.
     *
     * @return lower case
     */
    public String id() {
        return id;
    }

    /**
     * Explains it to a reader of results.
     *
     * @return half a sentence
     */
    public String description() {
        return description;
    }

    /**
     * How many client threads call.
     *
     * @return at least 1
     */
    public int threads() {
        return threads;
    }

    /**
     * How many calls one operation makes.
     *
     * @return at least 1
     */
    public int callsPerOperation() {
        return callsPerOperation;
    }

    /**
     * The workload of the raw contender that this one is measured against.
     *
     * @return itself where the raw contender can do it
     */
    public Workload baseline() {
        return switch (this) {
            case CONTEXT, CALLBACK, RECORD -> CALL;
            case THREADS_CONTEXT -> THREADS;
            default -> this;
        };
    }

    /**
     * Finds a workload by its name in results.
     *
     * @param id the name
     * @return the workload
     * @throws IllegalArgumentException when there is none
     */
    public static Workload of(String id) {
        for (Workload workload : values()) {
            if (workload.id.equals(id)) {
                return workload;
            }
        }
        throw new IllegalArgumentException("no workload is called " + id);
    }
}
