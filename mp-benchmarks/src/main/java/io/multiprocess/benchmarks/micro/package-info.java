/**
 * Parts of ours on their own, measured with JMH.
 *
 * <p>Depends on mp-core. JMH makes an object for each benchmark thread.
 */
@NullMarked
package io.multiprocess.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
