package io.multiprocess.codegen.incremental;

import com.palantir.javapoet.ClassName;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.generator.MessageTypes;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.RequestedFile;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.source.DiagnosticLog;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The libraries that generated code is compiled with. One that is not on the class path is better told in one sentence than by
 * the Java compiler in a hundred. Thread-safe: no state.
 */
final class Libraries {
    private static final ClassName RUNTIME = ClassName.get("org.capnproto", "StructReader");
    private static final ClassName CORE = ClassName.get(MessageTypes.CAPABILITY_PACKAGE, "TypedClient");

    private Libraries() {}

    /**
     * Reports the libraries that are missing.
     *
     * @param model what was compiled
     * @param names the names of its classes
     * @param lookup finds classes
     * @param log where a missing library is reported, at the first declaration that needs it
     */
    static void check(SchemaModel model, JavaNames names, ClassLookup lookup, DiagnosticLog log) throws IOException {
        List<ClassName> missing = lookup.missing(List.of(RUNTIME, CORE));
        if (missing.isEmpty() || lookup.isIncomplete()) {
            return;
        }
        Optional<Node> needsCore = first(model, node -> needsCore(model, names, node));
        if (missing.contains(CORE) && needsCore.isPresent()) {
            report(needsCore.get(), "io.multiprocess:mp-core", log);
        } else if (missing.contains(RUNTIME)) {
            first(model, node -> node.asStruct() != null).ifPresent(node -> report(node, "org.capnproto:runtime", log));
        }
    }

    private static boolean needsCore(SchemaModel model, JavaNames names, Node node) {
        return node.asInterface() != null
                || (node.asStruct() != null && new MessageTypes(model, names, node).holdsCapabilities(node.id()));
    }

    /** The first such declaration in the files to generate for. */
    private static Optional<Node> first(SchemaModel model, Predicate<Node> wanted) {
        List<Long> files =
                model.requestedFiles().stream().map(RequestedFile::id).toList();
        return model.nodes().stream()
                .filter(node -> files.contains(model.fileOf(node).id()) && wanted.test(node))
                .min(Comparator.comparingInt(
                                (Node node) -> files.indexOf(model.fileOf(node).id()))
                        .thenComparingInt(node -> node.location().startByte()));
    }

    private static void report(Node node, String library, DiagnosticLog log) {
        String kind = node.asInterface() != null ? "interface " : "struct ";
        log.error(
                node.location(),
                kind + node.name() + " needs " + library
                        + ", which is not on the module's class path; add it to the dependencies of the module");
    }
}
