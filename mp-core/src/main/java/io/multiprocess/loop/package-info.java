/**
 * The event loop: one thread, one selector, tasks and timers, on the JDK alone; and how it, or another thread that reads, decides whether
 * to look before it sleeps.
 *
 * <p>Start reading at {@link io.multiprocess.loop.EventLoop}. Uses no other package.
 */
@NullMarked
package io.multiprocess.loop;

import org.jspecify.annotations.NullMarked;
