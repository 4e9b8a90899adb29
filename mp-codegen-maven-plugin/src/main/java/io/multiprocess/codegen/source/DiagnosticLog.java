package io.multiprocess.codegen.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what is wrong, so that one run reports all of it.
 *
 * <p>Confined to the thread that compiles.
 */
public final class DiagnosticLog {
    /** More than this many errors help nobody and would let a hostile file fill the memory. */
    private static final int MAX_DIAGNOSTICS = 1_000;

    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Set<Diagnostic> seen = new HashSet<>();
    private boolean hasErrors;

    /** Creates an empty log. */
    public DiagnosticLog() {}

    /**
     * Adds an error; the same error at the same place counts once.
     *
     * @param location where
     * @param message what
     */
    public void error(Location location, String message) {
        add(new Diagnostic(location, Diagnostic.Severity.ERROR, message));
    }

    /**
     * Adds a warning; the same warning at the same place counts once.
     *
     * @param location where
     * @param message what
     */
    public void warning(Location location, String message) {
        add(new Diagnostic(location, Diagnostic.Severity.WARNING, message));
    }

    /**
     * Adds all that another log has.
     *
     * @param other the other log
     */
    public void addAll(DiagnosticLog other) {
        other.diagnostics.forEach(this::add);
        hasErrors |= other.hasErrors;
    }

    /**
     * Adds what was found elsewhere; the same at the same place counts once.
     *
     * @param diagnostic what and where
     */
    public void add(Diagnostic diagnostic) {
        hasErrors |= diagnostic.severity() == Diagnostic.Severity.ERROR;
        if (diagnostics.size() < MAX_DIAGNOSTICS && seen.add(diagnostic)) {
            diagnostics.add(diagnostic);
        }
    }

    /** {@return whether anything added was an error} */
    public boolean hasErrors() {
        return hasErrors;
    }

    /** {@return everything added, by file (in order of first appearance) and then by place} */
    public List<Diagnostic> sorted() {
        List<String> files = diagnostics.stream()
                .map(diagnostic -> diagnostic.location().path())
                .distinct()
                .toList();
        List<Diagnostic> result = new ArrayList<>(diagnostics);
        result.sort(Comparator.comparingInt((Diagnostic diagnostic) ->
                        files.indexOf(diagnostic.location().path()))
                .thenComparingInt(diagnostic -> diagnostic.location().startByte()));
        return List.copyOf(result);
    }
}
