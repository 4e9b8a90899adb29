/**
 * The realistic record that contenders send, with the encodings that have no generator here.
 *
 * <p>Depends on protobuf's runtime only. Everything in here is immutable.
 */
@NullMarked
package io.multiprocess.benchmarks.message;

import org.jspecify.annotations.NullMarked;
