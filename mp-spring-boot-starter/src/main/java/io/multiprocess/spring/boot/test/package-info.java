/**
 * What tests of applications use: a transport within the process, and the address of a server that was started.
 *
 * <p>Needs {@code spring-boot-test} on the class path. Start with
 * {@link io.multiprocess.spring.boot.test.AutoConfigureTestMultiprocess}.
 */
@NullMarked
package io.multiprocess.spring.boot.test;

import org.jspecify.annotations.NullMarked;
