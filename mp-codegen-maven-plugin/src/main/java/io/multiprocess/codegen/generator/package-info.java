/**
 * From the model to Java sources: what every generator shares, that is the names that Java knows schema nodes by, the
 * Java types of schema types, and the place where output is put. The generators themselves are one package each.
 *
 * <p>Depends on the model and JavaPoet; nothing of Maven. One generation is confined to one thread. Start reading at
 * {@link io.multiprocess.codegen.generator.SourceGenerator}.
 */
@NullMarked
package io.multiprocess.codegen.generator;

import org.jspecify.annotations.NullMarked;
