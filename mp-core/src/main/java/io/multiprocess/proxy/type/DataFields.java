package io.multiprocess.proxy.type;

import org.capnproto.Data;
import org.capnproto.DecodeException;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Converts {@code Data} to {@code byte[]} and {@code ByteBuffer}. Bytes are copied, once; {@link #view} is the
 * exception and says so in its name.
 *
 * <p><i>Thread-safe.</i>
 */
public final class DataFields {
    private DataFields() {}

    /**
     * A copy of the field's bytes.
     *
     * @throws DecodeException if the field reaches past its message
     */
    public static byte[] read(Data.Reader data) {
        check(data.buffer, data.offset, data.size);
        if (data.buffer.hasArray()) {
            // Memory that is copied into as it is allocated is not cleared before, which halves the time of a large
            // copy.
            int start = data.buffer.arrayOffset() + data.offset;
            return Arrays.copyOfRange(data.buffer.array(), start, start + data.size);
        }
        byte[] bytes = new byte[data.size];
        data.buffer.get(data.offset, bytes);
        return bytes;
    }

    /**
     * Copies the field's bytes into an array of the size that the Java type has.
     *
     * @throws DecodeException if the sizes differ
     */
    public static byte[] read(Data.Reader data, int expectedBytes) {
        if (data.size != expectedBytes) {
            throw new DecodeException("unexpected field size");
        }
        return read(data);
    }

    /**
     * A read-only copy of the field's bytes.
     *
     * @throws DecodeException if the field reaches past its message
     */
    public static ByteBuffer readBuffer(Data.Reader data) {
        return ByteBuffer.wrap(read(data)).asReadOnlyBuffer();
    }

    /**
     * The bytes in the message itself, read-only, without a copy. Valid until the call that they belong to ends.
     *
     * @throws DecodeException if the field reaches past its message
     */
    public static ByteBuffer view(Data.Reader data) {
        check(data.buffer, data.offset, data.size);
        return data.buffer
                .asReadOnlyBuffer()
                .position(data.offset)
                .limit(data.offset + data.size)
                .slice();
    }

    /** Copies {@code value} into a field of {@code value.length} bytes. */
    public static void build(byte[] value, Data.Builder output) {
        output.buffer.put(output.offset, value);
    }

    /** Copies the remaining bytes of {@code value}, whose position stays, into a field of {@code value.remaining()} bytes. */
    public static void build(ByteBuffer value, Data.Builder output) {
        output.buffer.put(output.offset, value, value.position(), value.remaining());
    }

    /** A copy of the remaining bytes of {@code value}, whose position stays, to set an element of a list to. */
    public static Data.Reader reader(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.get(value.position(), bytes);
        return new Data.Reader(bytes);
    }

    static void check(ByteBuffer buffer, int offset, int sizeBytes) {
        if (sizeBytes < 0 || offset < 0 || sizeBytes > buffer.limit() - offset) {
            throw new DecodeException("Text or Data of " + sizeBytes + " bytes reaches past its message");
        }
    }
}
