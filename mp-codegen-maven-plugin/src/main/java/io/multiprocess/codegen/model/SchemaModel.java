package io.multiprocess.codegen.model;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Everything that one run of the compiler found out: all nodes of the requested files, and of other files those that the
 * requested ones depend on (the same set that the reference compiler hands to its plugins).
 *
 * <p>Immutable.
 */
public final class SchemaModel implements NodeSource {
    private final List<Node> nodes;
    private final List<Node> dependenciesFirst;
    private final Map<Long, Node> byId;
    private final List<RequestedFile> requestedFiles;

    /**
     * Puts a model together.
     *
     * @param nodes all nodes, each behind those that it depends on
     * @param requestedFiles the files that were asked for, in the order of the request
     */
    public SchemaModel(Iterable<Node> nodes, List<RequestedFile> requestedFiles) {
        List<Node> sorted = new ArrayList<>();
        byId = new HashMap<>();
        for (Node node : nodes) {
            sorted.add(node);
            byId.put(node.id(), node);
        }
        this.dependenciesFirst = List.copyOf(sorted);
        sorted.sort((a, b) -> Long.compareUnsigned(a.id(), b.id()));
        this.nodes = List.copyOf(sorted);
        this.requestedFiles = List.copyOf(requestedFiles);
    }

    /** {@return all nodes, including groups and parameter structs, by unsigned id} */
    public List<Node> nodes() {
        return nodes;
    }

    /** {@return all nodes, each behind those that it depends on where these do not depend on it} */
    public List<Node> nodesDependenciesFirst() {
        return dependenciesFirst;
    }

    /** {@return the files that code is to be generated for, in the order of the request} */
    public List<RequestedFile> requestedFiles() {
        return requestedFiles;
    }

    @Override
    public Optional<Node> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * A node by its path in a file.
     *
     * @param displayName the node's display name, {@code path/of/file.capnp:Outer.Inner}
     * @return the node, if the model has it
     */
    public Optional<Node> find(String displayName) {
        return nodes.stream()
                .filter(node -> node.displayName().equals(displayName))
                .findFirst();
    }

    /**
     * The node that a node is declared in. Groups are declared in their struct. A parameter or result struct of a method
     * belongs to no scope in schema.capnp; its interface is found through the methods that name it.
     *
     * @param node any node
     * @return the enclosing node; empty for files, parameter structs and where the model does not have it
     */
    public Optional<Node> parent(Node node) {
        return node.scopeId() == 0 ? Optional.empty() : find(node.scopeId());
    }

    /**
     * The file that a node comes from. Works for parameter structs too.
     *
     * @param node any node
     * @return the node of its file
     * @throws NoSuchElementException if the model does not have it
     */
    public Node fileOf(Node node) {
        Node current = node;
        while (current.scopeId() != 0) {
            current = node(current.scopeId());
        }
        if (current.body() instanceof Node.File) {
            return current;
        }
        String path = current.displayName().substring(0, current.displayName().lastIndexOf(':'));
        for (Node candidate : nodes) {
            if (candidate.body() instanceof Node.File && candidate.displayName().equals(path)) {
                return candidate;
            }
        }
        throw new NoSuchElementException("file of " + node.displayName());
    }

    /**
     * The first use of an annotation.
     *
     * @param uses where to look
     * @param annotationId the annotation's id
     * @return the use, or null
     */
    public static @Nullable AnnotationUse annotation(List<AnnotationUse> uses, long annotationId) {
        for (AnnotationUse use : uses) {
            if (use.id() == annotationId) {
                return use;
            }
        }
        return null;
    }
}
