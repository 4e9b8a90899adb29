/**
 * The front door: what an application needs to connect, listen, serve and spawn.
 *
 * <p>Start reading at {@link io.multiprocess.Vat}. May use every other package; none uses this one. All classes here are
 * thread-safe or immutable.
 */
@NullMarked
package io.multiprocess;

import org.jspecify.annotations.NullMarked;
