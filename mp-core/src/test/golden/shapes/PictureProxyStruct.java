package io.multiprocess.shapes;

import io.multiprocess.proxy.type.Enums;
import io.multiprocess.proxy.type.Lists;
import io.multiprocess.proxy.type.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Generated;
import org.capnproto.ListList;
import org.capnproto.PrimitiveList;
import org.capnproto.StructList;
import org.capnproto.Void;

/** Copies a {@link Picture} to and from its message. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
public final class PictureProxyStruct {
    private PictureProxyStruct() {}

    /** Fills the message. */
    public static void build(Picture value, ShapesCapnp.Picture.Builder output) {
        buildFrame(value.frame(), output.initFrame());
        buildMode(value.mode(), output.initMode());
        buildShapeList(value.parts(), output.initParts(value.parts().size()));
        if (value.under().isPresent()) {
            PictureProxyStruct.build(value.under().get(), output.initUnder());
        }
        buildShortListList(value.blob(), output.initBlob(value.blob().size()));
    }

    /** Makes the Java value. */
    public static Picture read(ShapesCapnp.Picture.Reader input) {
        return new Picture(readFrame(input.getFrame()), readMode(input.getMode()),
                readShapeList(input.getParts()),
                input.hasUnder() ? Optional.of(PictureProxyStruct.read(input.getUnder())) : Optional.empty(),
                readShortListList(input.getBlob()));
    }

    private static void buildFrame(Picture.Frame value, ShapesCapnp.Picture.Frame.Builder output) {
        output.setWidth(Numbers.toUInt16(value.width()));
        output.setHeight(Numbers.toUInt16(value.height()));
    }

    private static void buildMode(Picture.Mode value, ShapesCapnp.Picture.Mode.Builder output) {
        if (value instanceof Picture.Mode.Plain plain) {
            output.setPlain(Void.VOID);
        } else if (value instanceof Picture.Mode.Tinted tinted) {
            output.setTinted(ColorProxyEnum.build(tinted.tinted()));
        }
    }

    private static void buildShapeList(List<Shape> value,
            StructList.Builder<ShapesCapnp.Shape.Builder> output) {
        int i = 0;
        for (Shape element : value) {
            ShapeProxyStruct.build(element, output.get(i));
            i++;
        }
    }

    private static void buildShortListList(List<List<Short>> value,
            ListList.Builder<PrimitiveList.Short.Builder> output) {
        int i = 0;
        for (List<Short> element : value) {
            Lists.buildShorts(element, output.init(i, element.size()));
            i++;
        }
    }

    private static Picture.Frame readFrame(ShapesCapnp.Picture.Frame.Reader input) {
        return new Picture.Frame(Numbers.fromUInt16(input.getWidth()),
                Numbers.fromUInt16(input.getHeight()));
    }

    private static Picture.Mode readMode(ShapesCapnp.Picture.Mode.Reader input) {
        return switch (input.which()) {
            case PLAIN -> new Picture.Mode.Plain();
            case TINTED -> new Picture.Mode.Tinted(ColorProxyEnum.read(input.getTinted()));
            default -> throw Enums.unknown("mode", input.which().ordinal());
        };
    }

    private static List<Shape> readShapeList(StructList.Reader<ShapesCapnp.Shape.Reader> input) {
        List<Shape> value = new ArrayList<>(input.size());
        for (int i = 0; i < input.size(); i++) {
            value.add(ShapeProxyStruct.read(input.get(i)));
        }
        return value;
    }

    private static List<List<Short>> readShortListList(
            ListList.Reader<PrimitiveList.Short.Reader> input) {
        List<List<Short>> value = new ArrayList<>(input.size());
        for (int i = 0; i < input.size(); i++) {
            value.add(Lists.readShorts(input.get(i)));
        }
        return value;
    }
}
