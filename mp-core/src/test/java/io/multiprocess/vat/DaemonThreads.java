package io.multiprocess.vat;

/** Threads that do not keep a failed test's process alive. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** A thread that is not started. */
    public static Thread make(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }
}
