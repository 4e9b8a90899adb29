package io.multiprocess.codegen.source;

/**
 * A range of bytes in a schema file. Lines and columns count from 1; columns count bytes, as the reference compiler's do.
 *
 * <p>Immutable.
 *
 * @param path the file's display path
 * @param startByte offset of the first byte
 * @param endByte offset behind the last byte; equal to {@code startByte} for a point
 * @param startLine line of the first byte
 * @param startColumn column of the first byte
 * @param endLine line of {@code endByte}
 * @param endColumn column of {@code endByte}, which is one more than the column of the last byte on the same line
 */
public record Location(
        String path, int startByte, int endByte, int startLine, int startColumn, int endLine, int endColumn) {

    /** A place that no file has, for things that the compiler made up. */
    public static final Location NONE = new Location("", 0, 0, 1, 1, 1, 1);

    /** {@return {@code path:line:col-col}, without the column where the range spans several lines} */
    @Override
    public String toString() {
        if (path.isEmpty() || startLine != endLine) {
            return path.isEmpty() ? "schemas" : path + ":" + startLine;
        }
        String start = path + ":" + startLine + ":" + startColumn;
        return startColumn == endColumn ? start : start + "-" + endColumn;
    }
}
