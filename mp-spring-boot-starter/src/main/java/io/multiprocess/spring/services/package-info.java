/**
 * The facet that servers offer beside their beans: thread maps, services by name, and a list of what is served.
 *
 * <p>May use the core. The rest of this package is generated from {@code services.capnp}.
 */
@NullMarked
package io.multiprocess.spring.services;

import org.jspecify.annotations.NullMarked;
