/**
 * Messages as bytes: framing, limits, the memory of large ones, and capability pointers on top of {@code org.capnproto:runtime}.
 *
 * <p>Depends on the Cap'n Proto runtime only. Objects are confined to the thread that holds them unless a class says
 * otherwise. Start reading at {@link io.multiprocess.wire.MessageDecoder} and
 * {@link io.multiprocess.wire.OutgoingMessage}.
 */
@NullMarked
package io.multiprocess.wire;

import org.jspecify.annotations.NullMarked;
