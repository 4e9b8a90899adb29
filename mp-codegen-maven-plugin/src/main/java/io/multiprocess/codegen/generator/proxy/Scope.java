package io.multiprocess.codegen.generator.proxy;

import javax.lang.model.SourceVersion;
import java.util.Set;
import java.util.TreeSet;

/** A method that is being written: its local names, the name of its invoke context, and its class. <i>Confined to one thread.</i> */
final class Scope {
    private final ClassCode owner;
    private final String context;
    private final Set<String> taken = new TreeSet<>();

    /**
     * Starts a method.
     *
     * @param owner the class it is in
     * @param context what its invoke context is called
     * @param reserved other names that it uses
     */
    Scope(ClassCode owner, String context, String... reserved) {
        this.owner = owner;
        this.context = context;
        taken.add(context);
        taken.addAll(Set.of(reserved));
    }

    ClassCode owner() {
        return owner;
    }

    String context() {
        return context;
    }

    /** A name like that one which nothing else in the method has. */
    String local(String suggestion) {
        String name = SourceVersion.isKeyword(suggestion) ? suggestion + "_" : suggestion;
        for (int i = 2; !taken.add(name); i++) {
            name = suggestion + i;
        }
        return name;
    }
}
