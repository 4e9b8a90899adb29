/**
 * Byte streams between vats: Unix sockets, TCP, inherited descriptors, socket pairs for children, and a pair within the
 * virtual machine.
 *
 * <p>One interface, {@link io.multiprocess.transport.StreamConnection}, hides which library is behind; start reading there. Its
 * operations never block. TLS is one of its implementations, with a {@link io.multiprocess.transport.Handshake} before. May use {@code loop} and {@code wire}. The only package that knows junixsocket, whose native
 * part is not touched before an address asks for it.
 */
@NullMarked
package io.multiprocess.transport;

import org.jspecify.annotations.NullMarked;
