/**
 * Connections between vats: glue of the protocol core, the transport and the event loop.
 *
 * <p>Decides who reads and who writes. Start reading at {@link io.multiprocess.vat.VatConnection}. May use {@code rpc},
 * {@code capability}, {@code transport}, {@code loop} and {@code wire}. Application code never runs here with a lock held.
 */
@NullMarked
package io.multiprocess.vat;

import org.jspecify.annotations.NullMarked;
