package io.multiprocess.codegen.resolver;

import io.multiprocess.codegen.parser.Declaration;
import io.multiprocess.codegen.parser.Expression;
import io.multiprocess.codegen.parser.Name;
import io.multiprocess.codegen.source.DiagnosticLog;
import io.multiprocess.codegen.source.SourceFile;
import io.multiprocess.codegen.source.SourceRoot;
import org.jspecify.annotations.Nullable;

/** A schema file that has been loaded. Confined to one thread. */
final class Module {
    final SourceRoot root;

    /** Path in the root; what display names begin with. */
    final String path;

    final SourceFile file;
    final Declaration declaration;

    /** Whether nothing was left out because it could not be parsed. */
    final boolean isComplete;

    private final DiagnosticLog log;
    private @Nullable Scope scope;

    Module(
            SourceRoot root,
            String path,
            SourceFile file,
            Declaration declaration,
            boolean isComplete,
            DiagnosticLog log) {
        this.root = root;
        this.path = path;
        this.file = file;
        this.declaration = declaration;
        this.isComplete = isComplete;
        this.log = log;
    }

    /** The file's scope, made on first use because it registers ids. */
    Scope scope(Resolver resolver) {
        if (scope == null) {
            scope = new Scope(resolver, this);
        }
        return scope;
    }

    void error(int start, int end, String message) {
        log.error(file.location(start, end), message);
    }

    void error(Name name, String message) {
        error(name.start(), name.end(), message);
    }

    void error(Expression expression, String message) {
        error(expression.start(), expression.end(), message);
    }

    void error(Declaration declaration, String message) {
        error(declaration.start(), declaration.end(), message);
    }
}
