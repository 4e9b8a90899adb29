package io.multiprocess.codegen.javaapi;

/**
 * A parameter of a method or constructor. <i>Immutable.</i>
 *
 * @param name its name; {@code arg0} and so on from class files compiled without names
 * @param type its type
 */
public record JavaParameter(String name, JavaType type) {}
