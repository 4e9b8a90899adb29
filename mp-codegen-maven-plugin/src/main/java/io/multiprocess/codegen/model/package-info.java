/**
 * What compiled schemas mean, in the words of schema.capnp: nodes, fields, types, brands, values, annotations.
 *
 * <p>Depends on {@code source} (places in files) and {@code message} (values of pointer types). Everything is immutable
 * and thread-safe. Start reading at {@link io.multiprocess.codegen.model.SchemaModel}.
 */
@NullMarked
package io.multiprocess.codegen.model;

import org.jspecify.annotations.NullMarked;
