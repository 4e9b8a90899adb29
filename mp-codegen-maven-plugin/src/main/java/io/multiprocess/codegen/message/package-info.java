/**
 * Cap'n Proto messages as plain trees of objects, without a schema: what constants, defaults and code generator requests
 * are made of.
 *
 * <p>Depends on nothing but the JDK. Finished objects are immutable; builders are confined to one thread. Start reading
 * at {@link io.multiprocess.codegen.message.PointerObject}.
 */
@NullMarked
package io.multiprocess.codegen.message;

import org.jspecify.annotations.NullMarked;
