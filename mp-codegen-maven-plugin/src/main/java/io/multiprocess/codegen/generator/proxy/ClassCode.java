package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;

import javax.lang.model.element.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A class that is being written, with the private methods and constants that its methods turn out to need. One method serves all uses of
 * the same conversion. <i>Confined to one thread.</i>
 */
final class ClassCode {
    private final ClassName name;
    private final Map<String, String> methodNames = new LinkedHashMap<>();
    private final List<MethodSpec> methods = new ArrayList<>();
    private final Map<String, FieldSpec> constants = new LinkedHashMap<>();
    private final Set<String> taken = new TreeSet<>();

    ClassCode(ClassName name) {
        this.name = name;
    }

    /** The package of the class, which decides what it may use. */
    String packageName() {
        return name.packageName();
    }

    /** Keeps a name from being given to a method. */
    void reserve(String methodName) {
        taken.add(methodName);
    }

    /**
     * The private static method for a purpose, written when first asked for.
     *
     * @param key what it does, the same text for the same purpose
     * @param suggestion a name
     * @param writer writes it under its final name
     * @return its name
     */
    String method(String key, String suggestion, Function<String, MethodSpec> writer) {
        String known = methodNames.get(key);
        if (known != null) {
            return known;
        }
        String unique = suggestion;
        for (int i = 2; !taken.add(unique); i++) {
            unique = suggestion + i;
        }
        methodNames.put(key, unique);
        int place = methods.size();
        MethodSpec written = writer.apply(unique);
        methods.add(Math.min(place, methods.size()), written);
        return unique;
    }

    /** The constant that holds the only instance of a class of the user's. */
    String instance(ClassName type) {
        String constant = Names.constant(type.simpleName());
        constants.putIfAbsent(
                constant,
                FieldSpec.builder(type, constant, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .initializer("new $T()", type)
                        .build());
        return constant;
    }

    /** Puts the methods and constants into the class. */
    void addTo(TypeSpec.Builder type) {
        constants.values().forEach(type::addField);
        methods.forEach(type::addMethod);
    }
}
