/**
 * Compares calls between two processes, and measures the parts of ours on their own.
 *
 * <p>Depends on everything; nothing depends on it, and it is never published. {@link io.multiprocess.benchmarks.Benchmarks} starts pairs of
 * processes ({@link io.multiprocess.benchmarks.ServerMain}, {@link io.multiprocess.benchmarks.ClientMain}) and steers them from one
 * thread.
 */
@NullMarked
package io.multiprocess.benchmarks;

import org.jspecify.annotations.NullMarked;
