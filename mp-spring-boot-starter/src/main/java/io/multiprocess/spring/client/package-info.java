/**
 * Makes remote interfaces beans: their definitions, the connections they are called over, and the objects themselves.
 *
 * <p>May use the core, the index and the annotations; knows nothing of Spring Boot. Start with
 * {@link io.multiprocess.spring.client.MpConnections}.
 */
@NullMarked
package io.multiprocess.spring.client;

import org.jspecify.annotations.NullMarked;
