/**
 * Capabilities: references to objects here or in another vat, and the calls made on them.
 *
 * <p>May use {@code wire}; knows nothing of connections. A {@link io.multiprocess.capability.Capability} may be used
 * from any thread; no application code is ever called while a lock of this package is held. Start reading at
 * {@link io.multiprocess.capability.Capability}, then {@link io.multiprocess.capability.CallContext}.
 */
@NullMarked
package io.multiprocess.capability;

import org.jspecify.annotations.NullMarked;
