package io.multiprocess.interop;

/** What either process of a parent and child offers first. */
public interface Root {
    Worker makeWorker();
}
