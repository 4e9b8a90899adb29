/**
 * Generates what turns schemas into ordinary Java: {@code …ProxyClient}, {@code …ProxyServer}, the conversions of structs, enums and
 * exceptions, Java types where none exist, and the index of it all.
 *
 * <p>Depends on {@code model} (what schemas mean), {@code javaapi} (what the user's Java means) and the names of the message classes.
 * Everything is confined to the thread that generates. Start reading at
 * {@link io.multiprocess.codegen.generator.proxy.ProxyGenerator}; {@link io.multiprocess.codegen.generator.proxy.MethodFields} holds
 * libmultiprocess's conventions, {@link io.multiprocess.codegen.generator.proxy.Conversions} which types fit which.
 */
@NullMarked
package io.multiprocess.codegen.generator.proxy;

import org.jspecify.annotations.NullMarked;
