package io.multiprocess.proxy;

/**
 * What a proxy server is made for.
 *
 * <p><i>Immutable.</i>
 *
 * @param connection the connection over which the object is served
 * @param handedOver whether the object is closed, if it is {@link AutoCloseable}, when its last proxy server has ended; otherwise
 *     it stays its owner's
 */
public record ProxyServerContext(ProxyConnection connection, boolean handedOver) {}
