package io.multiprocess.rpc;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * Entries with ids that this side chooses: questions, exports, embargoes. The lowest free id is used, as rpc.capnp
 * suggests. <i>Guarded by the connection lock.</i>
 */
final class IdTable<T> {

    private @Nullable Object[] entries = new Object[8];
    private final BitSet used = new BitSet();
    private int lowestFree;
    private int size;

    int add(T entry) {
        int id = used.nextClearBit(lowestFree);
        lowestFree = id + 1;
        if (id >= entries.length) {
            entries = Arrays.copyOf(entries, Math.max(id + 1, 2 * entries.length));
        }
        entries[id] = entry;
        used.set(id);
        size++;
        return id;
    }

    @SuppressWarnings("unchecked")
    @Nullable
    T get(int id) {
        return id >= 0 && id < entries.length ? (T) entries[id] : null;
    }

    void remove(int id) {
        entries[id] = null;
        used.clear(id);
        lowestFree = Math.min(lowestFree, id);
        size--;
        if (size == 0 && entries.length > 1024) {
            entries = new Object[8]; // after a burst, do not keep what it needed
        }
    }

    int size() {
        return size;
    }

    void forEach(Consumer<? super T> action) {
        for (int id = used.nextSetBit(0); id >= 0; id = used.nextSetBit(id + 1)) {
            T entry = get(id);
            if (entry != null) {
                action.accept(entry);
            }
        }
    }

    void clear() {
        entries = new Object[8];
        used.clear();
        lowestFree = 0;
        size = 0;
    }
}
