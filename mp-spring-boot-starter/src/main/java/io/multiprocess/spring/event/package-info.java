/**
 * The events that servers and connections publish to the application context.
 *
 * <p>May use the core. Events about connections are published on threads of the vat that may block only briefly: a
 * listener with more to do is {@code @Async}.
 */
@NullMarked
package io.multiprocess.spring.event;

import org.jspecify.annotations.NullMarked;
