package io.multiprocess.codegen.generator.message;

import io.multiprocess.codegen.generator.GenerationContext;
import io.multiprocess.codegen.generator.SourceGenerator;
import io.multiprocess.codegen.model.Node;

/**
 * Generates one outer class per schema file, with a nested class for each struct, enum and interface.
 *
 * <p>Thread-safe: no state.
 */
public final class MessageGenerator implements SourceGenerator {

    /** Creates the generator. */
    public MessageGenerator() {}

    @Override
    public void generate(GenerationContext context) {
        for (Node file : context.files()) {
            new FileGenerator(context, file).generate();
        }
    }
}
