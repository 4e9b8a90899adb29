/**
 * Calls as Micrometer observations, from which metrics and spans are made.
 *
 * <p>Needs Micrometer on the class path. Start with
 * {@link io.multiprocess.spring.observation.ObservationServerInterceptor}.
 */
@NullMarked
package io.multiprocess.spring.observation;

import org.jspecify.annotations.NullMarked;
