package io.multiprocess.proxy;

import java.io.IOException;

/** Where a root proxy finds the object to call, anew for each call: how it survives its connections. */
@FunctionalInterface
public interface RootSource {
    /**
     * The object to call now; connects if need be. Called by each calling thread.
     *
     * @throws IOException if there is no connection; the message is one clear sentence
     * @throws InterruptedException if interrupted while connecting
     */
    ProxyContext current() throws IOException, InterruptedException;
}
