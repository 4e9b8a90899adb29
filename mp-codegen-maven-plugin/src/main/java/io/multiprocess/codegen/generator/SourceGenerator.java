package io.multiprocess.codegen.generator;

/**
 * Makes one kind of output from a model: message classes, proxies.
 *
 * <p>Generators run one after another over the same {@link GenerationContext}, in the order of their registration. What
 * one finds wrong goes to {@link GenerationContext#diagnostics()}, so that one run reports everything; nothing is written
 * to disk if there is an error.
 */
public interface SourceGenerator {

    /**
     * Generates for all requested files of the model.
     *
     * @param context the model, the names, and where the output goes
     */
    void generate(GenerationContext context);
}
