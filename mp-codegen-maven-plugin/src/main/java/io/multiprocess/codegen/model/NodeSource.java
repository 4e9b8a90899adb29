package io.multiprocess.codegen.model;

import java.util.NoSuchElementException;
import java.util.Optional;

/** Where nodes are found by id. */
@FunctionalInterface
public interface NodeSource {
    /**
     * A node by its id.
     *
     * @param id 64-bit type id
     * @return the node, if there is one
     */
    Optional<Node> find(long id);

    /**
     * A node that must be there.
     *
     * @param id 64-bit type id
     * @return the node
     * @throws NoSuchElementException if there is none
     */
    default Node node(long id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("node @0x" + Long.toHexString(id)));
    }
}
