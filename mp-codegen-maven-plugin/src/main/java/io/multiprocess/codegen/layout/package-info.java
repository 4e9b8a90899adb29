/**
 * Where the fields of a struct go.
 *
 * <p>Depends on nothing but the JDK. Confined to the thread that compiles. Start reading at
 * {@link io.multiprocess.codegen.layout.StructLayout}.
 */
@NullMarked
package io.multiprocess.codegen.layout;

import org.jspecify.annotations.NullMarked;
