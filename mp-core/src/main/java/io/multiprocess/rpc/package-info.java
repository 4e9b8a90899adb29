/**
 * The Cap'n Proto RPC protocol, level 1, for one connection of the two-party network: message in, actions out.
 *
 * <p>May use {@code capability} and {@code wire}. Has no socket, no thread and no lock of its own: everything here is
 * guarded by the connection lock that {@link io.multiprocess.rpc.ConnectionHost} lends. Start reading at
 * {@link io.multiprocess.rpc.RpcConnection}.
 */
@NullMarked
package io.multiprocess.rpc;

import org.jspecify.annotations.NullMarked;
