package io.multiprocess.codegen.message;

/**
 * A capability pointer, which only embedded messages can hold.
 *
 * <p>Immutable.
 *
 * @param index place in the message's capability table
 */
public record CapabilityObject(int index) implements PointerObject {
    @Override
    public long totalWords() {
        return 0;
    }

    @Override
    public int depth() {
        return 0;
    }
}
