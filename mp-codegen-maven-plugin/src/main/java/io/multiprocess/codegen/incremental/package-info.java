/**
 * One run of the plugin, without Maven: finds the schemas, decides whether there is anything to do, compiles, generates,
 * and writes what differs.
 *
 * <p>Depends on the compiler and the generators; nothing of Maven. One run is confined to one thread; runs for different
 * output folders may go on at once. Start reading at {@link io.multiprocess.codegen.incremental.CodeGeneration}.
 */
@NullMarked
package io.multiprocess.codegen.incremental;

import org.jspecify.annotations.NullMarked;
