package io.multiprocess.codegen.javaapi;

/**
 * Where something of Java is declared, for messages. <i>Immutable.</i>
 *
 * @param file the source file as it was found, or the name of the class for what comes from a class file
 * @param line the line, counted from 1; 0 when it is not known
 */
public record JavaLocation(String file, int line) {
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line : file;
    }
}
