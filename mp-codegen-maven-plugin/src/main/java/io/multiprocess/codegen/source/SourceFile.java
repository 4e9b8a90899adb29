package io.multiprocess.codegen.source;

import java.util.Arrays;

/**
 * The bytes of one schema file, and where its lines begin.
 *
 * <p>Immutable (the array must not be changed by anybody).
 */
public final class SourceFile {
    private final String path;
    private final byte[] content;
    private final int[] lineStarts;

    /**
     * Wraps the content of a file.
     *
     * @param path display path, used in messages and display names
     * @param content the file's bytes, not copied
     */
    public SourceFile(String path, byte[] content) {
        this.path = path;
        this.content = content;
        int[] starts = new int[content.length / 40 + 8];
        int count = 1;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        this.lineStarts = Arrays.copyOf(starts, count);
    }

    /** {@return the display path} */
    public String path() {
        return path;
    }

    /** {@return the file's bytes; not a copy, do not change} */
    public byte[] content() {
        return content;
    }

    /**
     * A range of this file.
     *
     * @param startByte offset of the first byte
     * @param endByte offset behind the last byte
     * @return the range with its lines and columns
     */
    public Location location(int startByte, int endByte) {
        int startLine = lineOf(startByte);
        int endLine = lineOf(endByte);
        return new Location(
                path,
                startByte,
                endByte,
                startLine + 1,
                startByte - lineStarts[startLine] + 1,
                endLine + 1,
                endByte - lineStarts[endLine] + 1);
    }

    private int lineOf(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found : -found - 2;
    }
}
