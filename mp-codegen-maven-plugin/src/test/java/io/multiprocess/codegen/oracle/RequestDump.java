package io.multiprocess.codegen.oracle;

import io.multiprocess.codegen.dynamic.DynamicList;
import io.multiprocess.codegen.dynamic.DynamicStruct;
import io.multiprocess.codegen.message.CapabilityObject;
import io.multiprocess.codegen.message.ListObject;
import io.multiprocess.codegen.message.MessageReader;
import io.multiprocess.codegen.message.PointerObject;
import io.multiprocess.codegen.message.StructObject;
import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.model.Value;
import io.multiprocess.codegen.request.CodeGeneratorRequest;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * A code generator request as text, with every field, null pointers told from empty lists, and values of unknown type down
 * to their bytes. The only thing that is not as in the message is the order of nodes, which the tool takes from a hash
 * table.
 */
public final class RequestDump {
    private final SchemaModel schema = CodeGeneratorRequest.schema();
    private final StringBuilder text = new StringBuilder();

    private RequestDump() {}

    /**
     * Dumps a framed message.
     *
     * @param message the message
     * @return the text
     */
    public static String of(byte[] message) {
        try {
            PointerObject root = MessageReader.read(message);
            return of(root instanceof StructObject struct ? struct : StructObject.EMPTY);
        } catch (MessageReader.BadMessageException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Dumps a request.
     *
     * @param request the root of the message
     * @return the text
     */
    public static String of(StructObject request) {
        RequestDump dump = new RequestDump();
        Node root = dump.schema.find("capnp/schema.capnp:CodeGeneratorRequest").orElseThrow();
        dump.struct(new DynamicStruct(dump.schema, root, Brand.EMPTY, request), 0);
        return dump.text.toString();
    }

    private void line(int indent, String content) {
        text.append("  ".repeat(indent)).append(content).append('\n');
    }

    private void struct(DynamicStruct struct, int indent) {
        Node.Struct body = struct.node().asStruct();
        if (body == null) {
            throw new IllegalStateException();
        }
        for (Field field : body.fields()) {
            if (!struct.isActive(field)) {
                continue;
            }
            if (field.asGroup() != null) {
                line(indent, field.name());
                struct(struct.group(field), indent + 1);
            } else {
                value(field.name(), struct.type(field), struct.get(field), indent);
            }
        }
    }

    private void value(String name, Type type, Value value, int indent) {
        if (!(value instanceof Value.Pointer pointer)) {
            line(indent, name + " = " + (value instanceof Value.Integer integer ? integer.decimal() : value));
        } else if (pointer.isNull()) {
            line(indent, name + " = null");
        } else if (pointer.kind() == Type.Kind.TEXT) {
            line(indent, name + " = " + pointer.text().replace("\n", "\\n"));
        } else if (type instanceof Type.StructRef) {
            line(indent, name);
            struct(DynamicStruct.of(schema, type, value), indent + 1);
        } else if (type instanceof Type.ListOf list) {
            line(indent, name + " [" + DynamicList.of(type, value).size() + "]");
            list(name, list, value, indent);
        } else {
            line(indent, name);
            raw(pointer.object(), indent + 1);
        }
    }

    private void list(String name, Type.ListOf list, Value value, int indent) {
        List<Value> elements = new ArrayList<>(DynamicList.of(list, value));
        if (name.equals("nodes") || name.equals("sourceInfo")) {
            elements.sort(Comparator.comparing(element -> id(list, element), Long::compareUnsigned));
        }
        for (int i = 0; i < elements.size(); i++) {
            value(Integer.toString(i), list.elementType(), elements.get(i), indent + 1);
        }
    }

    private long id(Type.ListOf list, Value element) {
        DynamicStruct struct = DynamicStruct.of(schema, list.elementType(), element);
        Field id = struct.node().asStruct() == null
                ? null
                : struct.node().asStruct().field("id");
        return id != null && struct.get(id) instanceof Value.Integer integer ? integer.value() : 0;
    }

    private void raw(@Nullable PointerObject object, int indent) {
        if (object == null) {
            line(indent, "null");
        } else if (object instanceof StructObject struct) {
            byte[] data = new byte[struct.dataWords() * 8];
            struct.data().get(data);
            line(indent, "struct " + HexFormat.of().formatHex(data));
            for (int i = 0; i < struct.pointerCount(); i++) {
                raw(struct.pointer(i), indent + 1);
            }
        } else if (object instanceof ListObject list) {
            line(
                    indent,
                    "list of " + list.size() + " " + list.elementSize() + " "
                            + HexFormat.of().formatHex(list.bytes()));
            for (int i = 0; i < list.size() && list.data().capacity() == 0; i++) {
                raw(list.element(i), indent + 1);
            }
        } else if (object instanceof CapabilityObject capability) {
            line(indent, "capability " + capability.index());
        }
    }
}
