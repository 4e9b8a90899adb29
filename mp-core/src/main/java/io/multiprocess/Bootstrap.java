package io.multiprocess;

import io.multiprocess.capability.LocalServer;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;

/**
 * Makes the object that a peer gets when it asks for the bootstrap capability.
 *
 * <p>Called once per connection, when it opens, on a thread that must not be blocked.
 */
@FunctionalInterface
public interface Bootstrap {
    /** Offers nothing: the peer's bootstrap request fails. For pure clients. */
    Bootstrap NOTHING = connection -> null;

    /** The bootstrap object of one connection, or null if this connection is offered none. */
    @Nullable
    LocalServer bootstrap(VatConnection connection);
}
