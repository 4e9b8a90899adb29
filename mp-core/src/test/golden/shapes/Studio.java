package io.multiprocess.shapes;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** Draws and measures. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
public interface Studio extends AutoCloseable {
    /** How large a shape is. */
    double area(Shape shape);

    @Nullable Shape mirror(Shape shape);

    Color paint(Color color, List<Color> layers);

    LimitsResult limits(int a, int b, long c, long d);

    String name(String first, float scale, int count, boolean loud);

    /** The same with the schema's default for {@code scale} and {@code count} and {@code loud}. */
    default String name(String first) {
        return name(first, 1.5f, 3, true);
    }

    OptionalLong find(String key);

    @Nullable Pair<List<Pair<String, String>>, String> swap(
            Pair<String, List<Pair<String, String>>> pair);

    List<Brush> brushes(int count);

    int useAll(List<Brush> brushes);

    @Nullable Picture draw(Picture picture);

    void fail(String reason) throws OddityException;

    void wait_();

    /** A brush of that width. */
    @Nullable Brush brush(int width);

    /** The same without waiting: what is called on the result goes out at once, and fails if this does. */
    default Brush brushPipelined(int width) {
        return Objects.requireNonNull(brush(width));
    }

    /** One parameter that is two in Java. */
    String span(int rangeFrom, int rangeTo, String label);

    /** The same note, or nothing for one without a text. */
    @Nullable Note note(Note note);

    SignResult sign(String name);

    /** Ends the object's life for the caller. */
    @Override
    void close();

    /** What {@code limits} returns. */
    record LimitsResult(int a, int b, long c, long d) {}

    /** What {@code sign} returns. */
    record SignResult(@Nullable Note note, boolean result) {}
}
