package io.multiprocess.transport;

import org.jspecify.annotations.Nullable;

import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * How to listen. Immutable.
 *
 * @param permissions of a Unix socket's file
 * @param group of a Unix socket's file; null leaves it
 * @param replaceStale whether a socket file at which nobody listens is replaced
 * @param backlog how many connections may wait to be accepted
 */
public record BindOptions(
        Set<PosixFilePermission> permissions, @Nullable String group, boolean replaceStale, int backlog) {
    /** Copies the permissions. */
    public BindOptions {
        permissions = Set.copyOf(permissions);
    }
}
