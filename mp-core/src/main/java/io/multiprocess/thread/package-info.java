/**
 * libmultiprocess's thread mapping: each thread that calls has one thread of its own in the peer, and callbacks run on the
 * blocked calling thread.
 *
 * <p>Uses {@code vat} and what is below it. One {@link io.multiprocess.thread.ConnectionThreads} per connection, one
 * {@link io.multiprocess.thread.ThreadContext} per thread; both know each other. No application code runs with a lock of
 * this package held. Start reading at {@link io.multiprocess.thread.ThreadContext}, then
 * {@link io.multiprocess.thread.RemoteThread}.
 */
@NullMarked
package io.multiprocess.thread;

import org.jspecify.annotations.NullMarked;
