package io.multiprocess.codegen.layout;

import org.jspecify.annotations.Nullable;

/**
 * The unused space inside of used words: at most one hole of every size from 1 to 32 bits. (A field goes into the
 * smallest hole that holds it, and what remains of that hole are holes of sizes that did not exist.)
 *
 * <p>Sizes are given as their binary logarithm, {@code lgBits}; places as multiples of the size. Place 0 is always used
 * first, so a 0 here stands for "no hole".
 *
 * <p>Confined to one thread.
 */
final class Holes {
    private static final int SIZES = 6;

    private final int[] placeOf = new int[SIZES];

    /** Takes space out of the smallest hole that has enough, and returns its place; null if none has. */
    @Nullable
    Integer take(int lgBits) {
        int found = smallest(lgBits);
        if (found < 0) {
            return null;
        }
        int place = placeOf[found];
        placeOf[found] = 0;
        while (found > lgBits) {
            found--;
            place *= 2;
            placeOf[found] = place + 1;
        }
        return place;
    }

    /** The size of the smallest hole of at least a size; -1 if there is none. */
    int smallest(int lgBits) {
        for (int size = lgBits; size < SIZES; size++) {
            if (placeOf[size] != 0) {
                return size;
            }
        }
        return -1;
    }

    /** Adds the holes behind a field that was put at the beginning of a space of {@code lgLimit}. */
    void addBehind(int lgBits, int place, int lgLimit) {
        int next = place;
        for (int size = lgBits; size < lgLimit; size++) {
            placeOf[size] = next;
            next = (next + 1) / 2;
        }
    }

    /** Adds the holes in a new word behind the field that was put at its beginning. */
    void addInNewWord(int lgBits, int place) {
        addBehind(lgBits, place, SIZES);
    }

    /** Merges used space with the holes behind it until it is {@code 2^doublings} times as large, or does nothing. */
    boolean merge(int lgBits, int place, int doublings) {
        for (int i = 0; i < doublings; i++) {
            int size = lgBits + i;
            if (size >= SIZES || placeOf[size] != (place >> i) + 1) {
                return false;
            }
        }
        for (int i = 0; i < doublings; i++) {
            placeOf[lgBits + i] = 0;
        }
        return true;
    }
}
