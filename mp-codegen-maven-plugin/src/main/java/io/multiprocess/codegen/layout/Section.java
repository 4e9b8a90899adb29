package io.multiprocess.codegen.layout;

/**
 * Something that fields can be added to: a struct, or an alternative of a union.
 *
 * <p>Sizes are given as their binary logarithm in bits, places as multiples of the size. Confined to one thread.
 */
public interface Section {
    /** Adds a field without content. */
    void addVoid();

    /**
     * Adds a field of the data section.
     *
     * @param lgBits 0 for a bit, 3 for a byte, up to 6
     * @return its place in multiples of its size
     */
    int addData(int lgBits);

    /**
     * Adds a field of the pointer section.
     *
     * @return its index there
     */
    int addPointer();

    /**
     * Grows space that was added before into holes behind it.
     *
     * @param lgBits its size
     * @param place its place
     * @param doublings how many times its size is to be doubled
     * @return whether there was room; if not, nothing changed
     * @throws StructLayout.AmbiguousLayoutException if compilers do not agree about this
     */
    boolean grow(int lgBits, int place, int doublings);
}
