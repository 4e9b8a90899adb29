package io.multiprocess.benchmarks;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps warnings of the compared libraries off the terminal. */
final class Quiet {

    // Held here because the log manager holds loggers weakly.
    private static final Logger NETTY = Logger.getLogger("io.netty");

    private Quiet() {}

    static void libraries() {
        NETTY.setLevel(Level.SEVERE);
    }
}
