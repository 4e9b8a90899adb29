/**
 * Proxies: the runtime of generated {@code …ProxyClient} and {@code …ProxyServer} classes, which make a Java interface
 * callable from another process.
 *
 * <p>Uses {@code thread}, {@code vat}, {@code capability} and {@code wire}. Proxies may be called from any thread but an event
 * loop's; objects that are served are called on the thread that the caller's thread is mapped to, or, by methods without
 * a {@code Context}, on the event loop. No application code runs with a lock of this package held.
 *
 * <p>Start reading at {@link io.multiprocess.proxy.ProxyClient}, {@link io.multiprocess.proxy.ProxyServer} and
 * {@link io.multiprocess.proxy.ProxyType}; conversions of values are in {@link io.multiprocess.proxy.type}.
 */
@NullMarked
package io.multiprocess.proxy;

import org.jspecify.annotations.NullMarked;
