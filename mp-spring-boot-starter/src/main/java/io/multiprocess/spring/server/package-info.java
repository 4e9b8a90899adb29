/**
 * Serves the beans of an application: finds them, offers them as facets of one bootstrap object per connection, and
 * starts and stops with the application context.
 *
 * <p>May use the core, the index and the annotations; knows nothing of Spring Boot. Start with
 * {@link io.multiprocess.spring.server.MpServer}.
 */
@NullMarked
package io.multiprocess.spring.server;

import org.jspecify.annotations.NullMarked;
