package io.multiprocess.capability;

/**
 * The connection that a capability, call or context belongs to, as far as this package needs to know it. Layers above
 * know what implements it. <i>Thread-safe.</i>
 */
public interface Connection {

    /**
     * Names the peer for messages and logs.
     *
     * @return for example {@code unix:/run/x.sock (pid 71)}
     */
    String description();

    /**
     * Tells whether calls can still be made.
     *
     * @return false once the connection ended for whatever reason
     */
    boolean isConnected();
}
