/** Tests that compare with the {@code capnp} tool, where it is installed. */
@NullMarked
package io.multiprocess.codegen.oracle;

import org.jspecify.annotations.NullMarked;
