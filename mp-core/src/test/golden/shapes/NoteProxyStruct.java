package io.multiprocess.shapes;

import io.multiprocess.proxy.type.Texts;
import javax.annotation.processing.Generated;
import org.capnproto.Text;

/** Copies a {@link Note} to and from its message. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
public final class NoteProxyStruct {
    private NoteProxyStruct() {}

    /** Fills the message. */
    public static void build(Note value, ShapesCapnp.Note.Builder output) {
        output.setText(value.text());
        if (value.at() != null) {
            PointProxyStruct.build(value.at(), output.initAt());
        }
        if (value.tags() != null) {
            buildPair(value.tags(), output.initTags());
        }
    }

    /** Makes the Java value. */
    public static Note read(ShapesCapnp.Note.Reader input) {
        return new Note(Texts.read(input.getText()),
                input.hasAt() ? PointProxyStruct.read(input.getAt()) : null,
                input.hasTags() ? readPair(input.getTags()) : null);
    }

    private static void buildPair(Pair<String, Point> value,
            ShapesCapnp.Pair.Builder<Text.Builder, ShapesCapnp.Point.Builder> output) {
        if (value.first() != null) {
            output.setFirst(Text.factory, Texts.reader(value.first()));
        }
        if (value.second() != null) {
            PointProxyStruct.build(value.second(), output.initSecond());
        }
    }

    private static Pair<String, Point> readPair(
            ShapesCapnp.Pair.Reader<Text.Reader, ShapesCapnp.Point.Reader> input) {
        return new Pair<String, Point>(input.hasFirst() ? Texts.read(input.getFirst()) : null,
                input.hasSecond() ? PointProxyStruct.read(input.getSecond()) : null);
    }
}
