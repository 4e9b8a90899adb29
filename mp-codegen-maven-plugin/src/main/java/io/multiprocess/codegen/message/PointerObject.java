package io.multiprocess.codegen.message;

/**
 * What a non-null pointer of a message points at.
 *
 * <p>Immutable. Objects may be shared: the tree may be a graph without cycles, and is written out once per use.
 */
public sealed interface PointerObject permits StructObject, ListObject, CapabilityObject {

    /**
     * {@return the number of 8-byte words this object takes in a message, without the pointer to it and with everything
     * below it; saturates at {@link Long#MAX_VALUE}}
     */
    long totalWords();

    /** {@return how many pointers have to be followed to reach the deepest object below; 0 for a leaf} */
    int depth();
}
