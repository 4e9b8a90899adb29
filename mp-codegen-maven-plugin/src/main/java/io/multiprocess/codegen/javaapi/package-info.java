/**
 * Reads the Java types that schemas are bound to, with the JDK's compiler API, before the module is compiled.
 *
 * <p>Nothing here knows about schemas or code generation: {@link io.multiprocess.codegen.javaapi.JavaApi} turns a type's name into an
 * immutable {@link io.multiprocess.codegen.javaapi.JavaClass}. Sources may use types that do not exist yet; those stay
 * {@linkplain io.multiprocess.codegen.javaapi.JavaType.Kind#MISSING missing}. May depend on the JDK and JavaPoet's type names only. A
 * {@code JavaApi} is confined to one thread, everything it returns is immutable.
 */
@NullMarked
package io.multiprocess.codegen.javaapi;

import org.jspecify.annotations.NullMarked;
