/**
 * The annotations and small types that an application sees: {@link io.multiprocess.spring.MpService} on what it serves,
 * {@link io.multiprocess.spring.MpClient} where it asks for a remote interface, {@link io.multiprocess.spring.MpAdvice}
 * for exceptions.
 *
 * <p>May use Spring Framework and the front door of the core. Nothing here knows Spring Boot. Start with
 * {@link io.multiprocess.spring.MpService}.
 */
@NullMarked
package io.multiprocess.spring;

import org.jspecify.annotations.NullMarked;
