package io.multiprocess.shapes;

import io.multiprocess.proxy.type.Enums;
import io.multiprocess.proxy.type.Texts;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.Generated;
import org.capnproto.StructList;
import org.capnproto.Void;

/** Copies a {@link Shape} to and from its message. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
public final class ShapeProxyStruct {
    private ShapeProxyStruct() {}

    /** Fills the message. */
    public static void build(Shape value, ShapesCapnp.Shape.Builder output) {
        if (value instanceof Shape.None none) {
            output.setNone(Void.VOID);
            output.setName(none.name());
        } else if (value instanceof Shape.Circle circle) {
            ShapesCapnp.Shape.Circle.Builder group = output.initCircle();
            output.setName(circle.name());
            group.setRadius(circle.radius());
        } else if (value instanceof Shape.Polygon polygon) {
            output.setName(polygon.name());
            buildPointList(polygon.polygon(), output.initPolygon(polygon.polygon().size()));
        } else if (value instanceof Shape.Label label) {
            output.setName(label.name());
            output.setLabel(label.label());
        }
    }

    /** Makes the Java value. */
    public static Shape read(ShapesCapnp.Shape.Reader input) {
        return switch (input.which()) {
            case NONE -> new Shape.None(Texts.read(input.getName()));
            case CIRCLE -> new Shape.Circle(Texts.read(input.getName()), input.getCircle().getRadius());
            case POLYGON -> new Shape.Polygon(Texts.read(input.getName()), readPointList(input.getPolygon()));
            case LABEL -> new Shape.Label(Texts.read(input.getName()), Texts.read(input.getLabel()));
            default -> throw Enums.unknown("Shape", input.which().ordinal());
        };
    }

    private static void buildPointList(List<Point> value,
            StructList.Builder<ShapesCapnp.Point.Builder> output) {
        int i = 0;
        for (Point element : value) {
            PointProxyStruct.build(element, output.get(i));
            i++;
        }
    }

    private static List<Point> readPointList(StructList.Reader<ShapesCapnp.Point.Reader> input) {
        List<Point> value = new ArrayList<>(input.size());
        for (int i = 0; i < input.size(); i++) {
            value.add(PointProxyStruct.read(input.get(i)));
        }
        return value;
    }
}
