package io.multiprocess.codegen.compiler;

import io.multiprocess.codegen.source.SourceRoot;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be compiled, and where imports are found.
 *
 * <p>Immutable; see {@link Builder}.
 *
 * @param sources the files to generate code for
 * @param importPath where absolute imports ({@code import "/capnp/c++.capnp"}) are looked up, in this order
 */
public record CompileRequest(List<Source> sources, List<SourceRoot> importPath) {
    /** Copies the lists. */
    public CompileRequest {
        sources = List.copyOf(sources);
        importPath = List.copyOf(importPath);
    }

    /**
     * A file to generate code for.
     *
     * @param root the tree it is in; its relative imports are looked up there too
     * @param path its path in that tree, with {@code /} between names
     */
    public record Source(SourceRoot root, String path) {}

    /** {@return a builder without sources, whose import path ends with the bundled schemas} */
    public static Builder builder() {
        return new Builder();
    }

    /** A request under construction. Confined to one thread. */
    public static final class Builder {
        private final List<Source> sources = new ArrayList<>();
        private final List<SourceRoot> importPath = new ArrayList<>();
        private boolean bundled = true;

        private Builder() {}

        /**
         * Adds a file to generate code for.
         *
         * @param root the tree it is in
         * @param path its path in that tree, with {@code /} between names
         * @return this
         */
        public Builder source(SourceRoot root, String path) {
            sources.add(new Source(root, path));
            return this;
        }

        /**
         * Adds a place for absolute imports, behind those added before.
         *
         * @param root a tree
         * @return this
         */
        public Builder importFrom(SourceRoot root) {
            importPath.add(root);
            return this;
        }

        /**
         * Whether the bundled schemas end the import path; they do unless this says no.
         *
         * @param value yes or no
         * @return this
         */
        public Builder bundledSchemas(boolean value) {
            bundled = value;
            return this;
        }

        /** {@return the request} */
        public CompileRequest build() {
            List<SourceRoot> path = new ArrayList<>(importPath);
            if (bundled) {
                path.add(SourceRoot.bundled());
            }
            return new CompileRequest(sources, path);
        }
    }
}
