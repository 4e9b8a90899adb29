/** The process that calculates. */
@NullMarked
package io.multiprocess.example.calculator;

import org.jspecify.annotations.NullMarked;
