package io.multiprocess.codegen.model;

/**
 * An interface that another extends.
 *
 * <p>Immutable.
 *
 * @param id its id
 * @param brand bindings of its generic parameters
 */
public record Superclass(long id, Brand brand) {}
