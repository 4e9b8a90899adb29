/**
 * What ahead-of-time processing and native images must know of generated code and of advices.
 *
 * <p>Uses the index; runs at build time.
 */
@NullMarked
package io.multiprocess.spring.aot;

import org.jspecify.annotations.NullMarked;
