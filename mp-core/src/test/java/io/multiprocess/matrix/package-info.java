/** A service with a method for every kind of value and place, and what it needs. */
@NullMarked
package io.multiprocess.matrix;

import org.jspecify.annotations.NullMarked;
