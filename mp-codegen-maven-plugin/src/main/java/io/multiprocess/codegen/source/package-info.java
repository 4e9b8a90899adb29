/**
 * Schema files as bytes: where they come from, places in them, and what the compiler has to say about them.
 *
 * <p>Depends on nothing but the JDK. Values are immutable; a {@link io.multiprocess.codegen.source.DiagnosticLog} is
 * confined to the thread that compiles. Start reading at {@link io.multiprocess.codegen.source.SourceFile}.
 */
@NullMarked
package io.multiprocess.codegen.source;

import org.jspecify.annotations.NullMarked;
