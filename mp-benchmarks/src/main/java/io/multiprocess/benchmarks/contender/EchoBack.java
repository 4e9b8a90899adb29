package io.multiprocess.benchmarks.contender;

/** What our client offers. */
public interface EchoBack {

    /**
     * Gives back the bytes; runs on the thread that waits for the call during which this is called.
     *
     * @param data any bytes
     * @return the same
     */
    byte[] back(byte[] data);
}
