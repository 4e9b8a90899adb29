package io.multiprocess.codegen.javaapi;

/**
 * A non-static field of a class, or a component of a record. <i>Immutable.</i>
 *
 * @param name its name
 * @param type its type
 * @param isPublic whether everybody may use it; a component always is
 * @param isPrivate whether only its class may use it
 * @param isFinal whether it cannot be assigned
 * @param location where it is declared
 */
public record JavaField(
        String name, JavaType type, boolean isPublic, boolean isPrivate, boolean isFinal, JavaLocation location) {}
