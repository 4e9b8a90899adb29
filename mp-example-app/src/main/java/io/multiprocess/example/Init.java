package io.multiprocess.example;

import org.jspecify.annotations.Nullable;

/** What a server of the example offers first: it makes the things that it has, and {@code null} for the others. */
public interface Init {

    /**
     * Makes a calculator.
     *
     * @param printer where it prints what it finds out
     */
    default @Nullable Calculator makeCalculator(Printer printer) {
        return null;
    }

    /** Makes a printer. */
    default @Nullable Printer makePrinter() {
        return null;
    }
}
