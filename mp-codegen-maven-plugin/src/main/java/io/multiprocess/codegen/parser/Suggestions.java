package io.multiprocess.codegen.parser;

import org.jspecify.annotations.Nullable;

import java.util.Collection;

/**
 * Finds what somebody probably meant.
 *
 * <p>Thread-safe: no state.
 */
public final class Suggestions {
    private Suggestions() {}

    /**
     * A sentence to put behind an error about an unknown name.
     *
     * @param name what was written
     * @param candidates what could have been written
     * @return {@code " Did you mean 'x'?"}, or nothing if no candidate is close
     */
    public static String sentence(String name, Collection<String> candidates) {
        String closest = closest(name, candidates);
        return closest == null ? "" : " Did you mean '" + closest + "'?";
    }

    /**
     * The closest of some names.
     *
     * @param name what was written
     * @param candidates what could have been written
     * @return the candidate with the fewest edits, if these are few for the name's length, else null
     */
    public static @Nullable String closest(String name, Collection<String> candidates) {
        int limit = name.length() <= 3 ? 1 : name.length() <= 7 ? 2 : 3;
        String best = null;
        int bestDistance = limit + 1;
        if (name.length() > 100) {
            return null;
        }
        for (String candidate : candidates) {
            if (candidate.isEmpty()
                    || candidate.equals(name)
                    || Math.abs(candidate.length() - name.length()) >= bestDistance) {
                continue;
            }
            int distance = candidate.equalsIgnoreCase(name) ? 0 : distance(name, candidate);
            if (distance < bestDistance && distance < Math.max(name.length(), candidate.length())) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** Edits: insert, delete, replace, swap neighbours. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, cost[i - 2][j - 2] + 1);
                }
                cost[i][j] = best;
            }
        }
        return cost[a.length()][b.length()];
    }
}
