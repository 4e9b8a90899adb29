/** The process that reads equations from the terminal. */
@NullMarked
package io.multiprocess.example.client;

import org.jspecify.annotations.NullMarked;
