/**
 * Message classes: what {@code org.capnproto:runtime} needs to read and build the structs of a schema, in the shape that
 * the users of Cap'n Proto for Java know, and clients and servers for interfaces.
 *
 * <p>Depends on the generator package, the model and JavaPoet. Confined to the thread that generates. Start reading at
 * {@link io.multiprocess.codegen.generator.message.MessageGenerator}.
 */
@NullMarked
package io.multiprocess.codegen.generator.message;

import org.jspecify.annotations.NullMarked;
