/**
 * The ways to call another process that are compared, each with a serving and a calling end.
 *
 * <p>Depends on the contenders' libraries and on the message package. Operations are used by the thread that asked for them only; everything
 * else may be called from any thread. Start reading at {@link io.multiprocess.benchmarks.contender.Contender}.
 */
@NullMarked
package io.multiprocess.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
