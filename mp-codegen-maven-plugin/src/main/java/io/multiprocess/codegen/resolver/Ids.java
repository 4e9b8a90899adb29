package io.multiprocess.codegen.resolver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Ids of declarations that the schema gives none: the first eight bytes of an MD5 hash, with the highest bit set.
 *
 * <p>Thread-safe: no state. Spec: the reference compiler ({@code type-id.c++}).
 */
final class Ids {
    private Ids() {}

    /** The id of a named declaration inside another. */
    static long child(long parentId, String name) {
        return hash(parentId, name.getBytes(StandardCharsets.UTF_8));
    }

    /** The id of a group, by its place among the fields of its struct or group. */
    static long group(long parentId, int index) {
        return hash(parentId, new byte[] {(byte) index, (byte) (index >> 8)});
    }

    /** The id of a method's parameters or results. */
    static long methodParams(long interfaceId, int ordinal, boolean results) {
        return hash(interfaceId, new byte[] {(byte) ordinal, (byte) (ordinal >> 8), (byte) (results ? 1 : 0)});
    }

    private static long hash(long parentId, byte[] rest) {
        ByteBuffer input = ByteBuffer.allocate(8 + rest.length).order(ByteOrder.LITTLE_ENDIAN);
        input.putLong(parentId).put(rest);
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(input.array());
            return ByteBuffer.wrap(digest).getLong() | Long.MIN_VALUE;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
