/** The process that prints. */
@NullMarked
package io.multiprocess.example.printer;

import org.jspecify.annotations.NullMarked;
