/** Calls of interfaces that nobody has written in Java: all types here come from {@code shapes.capnp}. */
@NullMarked
package io.multiprocess.shapes;

import org.jspecify.annotations.NullMarked;
