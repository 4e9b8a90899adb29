package io.multiprocess.codegen.model;

/**
 * An annotation where it is applied.
 *
 * <p>Immutable.
 *
 * @param id id of the annotation's declaration
 * @param brand bindings of generic scopes around the declaration
 * @param value what it says; {@link Value#VOID} if it takes no value
 */
public record AnnotationUse(long id, Brand brand, Value value) {}
