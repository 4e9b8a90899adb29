/**
 * The event loop: one thread, one selector, tasks and timers, on the JDK alone.
 *
 * <p>Start reading at {@link io.multiprocess.loop.EventLoop}. Uses no other package.
 */
@NullMarked
package io.multiprocess.loop;

import org.jspecify.annotations.NullMarked;
