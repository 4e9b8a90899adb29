package io.multiprocess.proxy.type;

import org.capnproto.DecodeException;
import org.capnproto.Text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Converts {@code Text} to strings. The bounds are checked before anything is allocated.
 *
 * <p><i>Thread-safe.</i>
 */
public final class Texts {
    private Texts() {}

    /**
     * The string that a field holds; malformed UTF-8 is replaced as {@link String} does.
     *
     * @throws DecodeException if the field reaches past its message
     */
    public static String read(Text.Reader text) {
        return string(text.buffer, text.offset, text.size);
    }

    /**
     * The string that a field being built holds.
     *
     * @throws DecodeException if the field reaches past its message
     */
    public static String read(Text.Builder text) {
        return string(text.buffer, text.offset, text.size);
    }

    /**
     * A one-character string as {@code char}, as C++ peers send a {@code char} in Text.
     *
     * @throws DecodeException if there is not exactly one UTF-16 code unit
     */
    public static char readChar(Text.Reader text) {
        String value = read(text);
        if (value.length() != 1) {
            throw new DecodeException("unexpected field size: " + value.length() + " characters where 1 is expected");
        }
        return value.charAt(0);
    }

    private static String string(ByteBuffer buffer, int offset, int sizeBytes) {
        DataFields.check(buffer, offset, sizeBytes);
        if (buffer.hasArray()) {
            return new String(buffer.array(), buffer.arrayOffset() + offset, sizeBytes, StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[sizeBytes];
        buffer.get(offset, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The UTF-8 bytes of a string, as a message holds them. */
    public static Text.Reader reader(String value) {
        return new Text.Reader(value);
    }

    /** The characters of a {@code char[]}, as a message holds them. */
    public static Text.Reader reader(char[] value) {
        return new Text.Reader(String.valueOf(Arrays.copyOf(value, value.length)));
    }
}
