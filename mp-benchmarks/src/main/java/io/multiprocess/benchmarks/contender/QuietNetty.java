package io.multiprocess.benchmarks.contender;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps Netty's warnings off the terminal; for the contenders that use it, as a logger takes others a tenth of a second to make. */
final class QuietNetty {

    // Held here because the log manager holds loggers weakly.
    private static final Logger LOGGER = Logger.getLogger("io.netty");

    private QuietNetty() {}

    static void quiet() {
        LOGGER.setLevel(Level.SEVERE);
    }
}
