package io.multiprocess.vat;

/** How threads are called in logs and towards peers, in libmultiprocess's form. <i>Thread-safe.</i> */
public final class ThreadNames {
    private static final long PID = ProcessHandle.current().pid();

    private ThreadNames() {}

    /** For example {@code wallet-4711/main-1}: process name, process id, thread name, thread id. */
    public static String of(String exeName, Thread thread) {
        String name = thread.getName();
        return exeName + "-" + PID + "/" + (name.isEmpty() ? "" : name + "-") + id(thread);
    }

    /** For example {@code node-4712/23 (from wallet-4711/main-1)}: a thread that runs the calls of one thread of a peer. */
    public static String worker(String exeName, Thread thread, String from) {
        return exeName + "-" + PID + "/" + id(thread) + " (" + from + ")";
    }

    /** The calling thread in logs: its name if that is of one of the forms above, else the first of them. */
    public static String current(String exeName) {
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        return name.startsWith(exeName + "-" + PID + "/") ? name : of(exeName, thread);
    }

    // Thread.threadId() is newer than 17, and getId() is deprecated since: both give the same number.
    @SuppressWarnings("deprecation")
    private static long id(Thread thread) {
        return thread.getId();
    }
}
