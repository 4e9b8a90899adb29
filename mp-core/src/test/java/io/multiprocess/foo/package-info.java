/**
 * The API of libmultiprocess's own tests as a Java programmer would write it, with nothing in it that knows of processes;
 * and two programs, {@code FooServer} and {@code FooClient}, that put it behind a socket and try every method of it.
 */
@NullMarked
package io.multiprocess.foo;

import org.jspecify.annotations.NullMarked;
