package io.multiprocess.rpc;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Entries with ids that the peer chooses: answers, imports. Low ids, which is what well-behaved peers use, are found
 * without hashing; any others work too. <i>Guarded by the connection lock.</i>
 */
final class PeerTable<T> {

    private static final int LOW_IDS = 1024;

    private @Nullable Object[] low = new Object[8];
    private final Map<Integer, T> high = new HashMap<>(0);
    private int size;

    @SuppressWarnings("unchecked")
    @Nullable
    T get(int id) {
        if (id >= 0 && id < LOW_IDS) {
            return id < low.length ? (T) low[id] : null;
        }
        return high.get(id);
    }

    void put(int id, T entry) {
        if (get(id) == null) {
            size++;
        }
        if (id >= 0 && id < LOW_IDS) {
            if (id >= low.length) {
                low = Arrays.copyOf(low, Math.min(LOW_IDS, Math.max(id + 1, 2 * low.length)));
            }
            low[id] = entry;
        } else {
            high.put(id, entry);
        }
    }

    void remove(int id) {
        if (get(id) == null) {
            return;
        }
        size--;
        if (id >= 0 && id < LOW_IDS) {
            low[id] = null;
        } else {
            high.remove(id);
        }
    }

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    void forEach(Consumer<? super T> action) {
        for (Object entry : low.clone()) {
            if (entry != null) {
                action.accept((T) entry);
            }
        }
        List.copyOf(high.values()).forEach(action);
    }

    void clear() {
        low = new Object[8];
        high.clear();
        size = 0;
    }
}
