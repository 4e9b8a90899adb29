/**
 * The front door of the schema compiler: a request in, a model and diagnostics out.
 *
 * <p>Depends on every package of the compiler; nothing of Maven. One compilation is confined to one thread; requests
 * and results are immutable. Start reading at {@link io.multiprocess.codegen.compiler.SchemaCompiler}.
 */
@NullMarked
package io.multiprocess.codegen.compiler;

import org.jspecify.annotations.NullMarked;
