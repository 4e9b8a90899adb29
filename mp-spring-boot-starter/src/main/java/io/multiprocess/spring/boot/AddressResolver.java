package io.multiprocess.spring.boot;

import io.multiprocess.Address;

/**
 * A bean that finds the addresses of a scheme of its own, for {@code multiprocess.client.connection.<name>.address}.
 *
 * <p>Called from any thread, at each attempt to connect.
 */
public interface AddressResolver {

    /** Whether an address, as configured, is this resolver's. */
    boolean supports(String address);

    /**
     * Where to connect to now.
     *
     * @throws IllegalStateException when there is no such address at present
     */
    Address resolve(String address);
}
