/**
 * Auto-configuration: properties, the server, the connections, and what is switched on by other things on the class
 * path.
 *
 * <p>The layers below know nothing of Spring Boot. Start with
 * {@link io.multiprocess.spring.boot.MultiprocessServerAutoConfiguration} and
 * {@link io.multiprocess.spring.boot.MultiprocessClientAutoConfiguration}.
 */
@NullMarked
package io.multiprocess.spring.boot;

import org.jspecify.annotations.NullMarked;
