package io.multiprocess.codegen.compiler;

import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.resolver.Resolver;
import io.multiprocess.codegen.source.DiagnosticLog;
import io.multiprocess.codegen.source.Location;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Compiles Cap'n Proto schemas.
 *
 * <p>Thread-safe: no state.
 */
public final class SchemaCompiler {
    /** Chains of declarations that depend on each other are followed recursively, however long they are. */
    private static final long STACK_BYTES = 512L << 20;

    private SchemaCompiler() {}

    /**
     * Compiles the requested files and everything they import. Works in a thread of its own, whose stack is large enough
     * for any schema, and waits for it.
     *
     * @param request what and from where
     * @return the model, or the errors; never throws for anything a schema may contain
     */
    public static CompileResult compile(CompileRequest request) {
        AtomicReference<CompileResult> result = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, () -> result.set(compileHere(request)), "schema-compiler", STACK_BYTES);
        thread.setUncaughtExceptionHandler((where, problem) -> failure.set(problem));
        thread.start();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        CompileResult compiled = result.get();
        if (compiled == null) {
            throw new IllegalStateException("the schema compiler failed", failure.get());
        }
        return compiled;
    }

    private static CompileResult compileHere(CompileRequest request) {
        DiagnosticLog log = new DiagnosticLog();
        Resolver resolver = new Resolver(request.importPath(), log);
        SchemaModel model = null;
        try {
            model = resolver.resolve(request.sources().stream()
                    .map(source -> new Resolver.Source(source.root(), source.path()))
                    .toList());
        } catch (Resolver.TooComplexException | StackOverflowError e) {
            log.error(Location.NONE, "The schemas are too complex to compile.");
        }
        return new CompileResult(
                log.hasErrors() ? Optional.empty() : Optional.ofNullable(model),
                log.sorted(),
                resolver.reads().stream()
                        .map(read -> new CompileResult.Input(read.root(), read.path(), read.content()))
                        .toList());
    }
}
