package io.multiprocess.capability;

import io.multiprocess.wire.MessageArena;
import org.capnproto.SegmentReader;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The capabilities of one payload, by the index that capability pointers in it name.
 *
 * <p>Holds one reference to each. Readers find the table of their message by themselves ({@link #of}); builders are given
 * it. <i>Confined to the thread that holds the payload.</i>
 */
public final class CapabilityTable {

    /** A table without capabilities, for payloads that cannot have any; {@link #add} on it fails. */
    public static final CapabilityTable EMPTY = new CapabilityTable(true);

    private static final Capability[] NONE = new Capability[0];

    private final boolean fixed;
    private @Nullable Capability[] entries = NONE;
    private int size;

    /** Makes an empty table. */
    public CapabilityTable() {
        this(false);
    }

    private CapabilityTable(boolean fixed) {
        this.fixed = fixed;
    }

    /**
     * Finds the table of the payload that a segment belongs to.
     *
     * @param segment where a capability pointer was met
     * @return the table, or null if the message carries none
     */
    public static @Nullable CapabilityTable of(SegmentReader segment) {
        return MessageArena.attachmentOf(segment) instanceof CapabilityTable table ? table : null;
    }

    /**
     * Gives the number of entries.
     *
     * @return one more than the highest index
     */
    public int size() {
        return size;
    }

    /**
     * Gives an entry.
     *
     * @param index as a capability pointer has it; any number
     * @return the capability, borrowed from the table; null if there is none
     */
    public @Nullable Capability get(int index) {
        return index >= 0 && index < size ? entries[index] : null;
    }

    /**
     * Adds a capability, with a reference of the table's own.
     *
     * @param capability what the pointer will stand for; still the caller's as well
     * @return its index
     */
    public int add(Capability capability) {
        return adopt(capability.addRef());
    }

    /**
     * Adds a capability and takes over the caller's reference.
     *
     * @param capability what the pointer will stand for; null for an entry that stands for nothing
     * @return its index
     */
    public int adopt(@Nullable Capability capability) {
        if (fixed) {
            throw new IllegalStateException("this payload cannot hold capabilities");
        }
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, Math.max(4, 2 * size));
        }
        entries[size] = capability;
        return size++;
    }

    /**
     * Hands over all references; the table is empty afterwards.
     *
     * @param receiver takes over one reference each
     */
    public void drainTo(Consumer<? super Capability> receiver) {
        int count = size;
        size = 0;
        for (int i = 0; i < count; i++) {
            Capability capability = entries[i];
            entries[i] = null;
            if (capability != null) {
                receiver.accept(capability);
            }
        }
    }

    /** Releases all references; the table is empty afterwards. Safe to call again. */
    public void releaseAll() {
        drainTo(Capability::release);
    }
}
