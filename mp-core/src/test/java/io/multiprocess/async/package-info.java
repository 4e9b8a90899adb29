/** Asynchronous methods, on both sides. */
@NullMarked
package io.multiprocess.async;

import org.jspecify.annotations.NullMarked;
