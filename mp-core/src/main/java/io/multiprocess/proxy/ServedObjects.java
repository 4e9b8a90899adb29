package io.multiprocess.proxy;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts, for each object that was handed over, how many proxy servers serve it: with the last one it is closed.
 *
 * <p><i>Thread-safe.</i>
 */
final class ServedObjects {
    private static final Map<Identity, int[]> counts = new HashMap<>();

    private ServedObjects() {}

    /** An object by its identity, whatever its {@code equals} says. */
    private record Identity(Object object) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity identity && identity.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }

    /** One more server serves the object. */
    static void add(Object object) {
        synchronized (counts) {
            counts.computeIfAbsent(new Identity(object), key -> new int[1])[0]++;
        }
    }

    /**
     * One server less serves the object.
     *
     * @return whether it was the last
     */
    static boolean remove(Object object) {
        synchronized (counts) {
            Identity key = new Identity(object);
            int[] count = counts.get(key);
            if (count == null || --count[0] > 0) {
                return false;
            }
            counts.remove(key);
            return true;
        }
    }

    /** How many objects are counted. */
    static int size() {
        synchronized (counts) {
            return counts.size();
        }
    }
}
