package io.multiprocess.codegen.generator.proxy;

import javax.lang.model.SourceVersion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Spellings of names. <i>Stateless.</i> */
final class Names {
    private Names() {}

    /** {@code fooBar} as {@code FooBar}. */
    static String capitalize(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** {@code FooBar} as {@code fooBar}. */
    static String uncapitalize(String name) {
        return name.isEmpty() ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** {@code fooBar} or {@code foo_bar} as {@code FOO_BAR}. */
    static String constant(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .toUpperCase(Locale.ROOT);
    }

    /**
     * {@code foo_bar}, as C++ has it, as {@code fooBar}; also drops a C++ member's {@code m_}, and what cannot be in a name: C++ code
     * that was generated from such a name may still compile.
     */
    static String camel(String name) {
        String bare = name.startsWith("m_") ? name.substring(2) : name;
        StringBuilder out = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (c == '_') {
                upper = out.length() > 0;
            } else if (Character.isJavaIdentifierPart(c)) {
                out.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return out.toString();
    }

    /** Names of methods that every object has, which neither a method without parameters nor a record's component can have. */
    private static final Set<String> OF_OBJECT =
            Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

    /** A name that Java takes for a method, parameter or component. */
    static String identifier(String name) {
        return SourceVersion.isKeyword(name) || OF_OBJECT.contains(name) ? name + "_" : name;
    }

    /** What the method is called that makes the same call without waiting for the object that it returns. */
    static String pipelined(String methodName) {
        return methodName + "Pipelined";
    }

    /** The spellings under which Java may know something, best first. */
    static List<String> candidates(String schemaName, String annotated) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : List.of(annotated, camel(annotated), uncapitalize(camel(annotated)), schemaName)) {
            if (SourceVersion.isName(name)) {
                names.add(name);
            }
            names.add(identifier(name));
        }
        return List.copyOf(names);
    }
}
