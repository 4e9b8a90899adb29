package io.multiprocess.codegen.request;

import io.multiprocess.codegen.compiler.CompileRequest;
import io.multiprocess.codegen.compiler.CompileResult;
import io.multiprocess.codegen.compiler.SchemaCompiler;
import io.multiprocess.codegen.dynamic.DynamicStruct;
import io.multiprocess.codegen.message.ListObject;
import io.multiprocess.codegen.message.StructObject;
import io.multiprocess.codegen.model.AnnotationTarget;
import io.multiprocess.codegen.model.AnnotationUse;
import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Enumerant;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Method;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.RequestedFile;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Superclass;
import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.model.Value;
import io.multiprocess.codegen.source.SourceRoot;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Encodes a model as the message that {@code capnp compile -o-} writes.
 *
 * <p>The message claims the version whose requests it is tested to equal, so that plugins which compare it with their own
 * know what to expect.
 *
 * <p>Thread-safe: no state. Spec: {@code /capnp/schema.capnp}.
 */
public final class CodeGeneratorRequest {
    private static final int VERSION_MAJOR = 0;
    private static final int VERSION_MINOR = 9;
    private static final int VERSION_MICRO = 2;

    private final SchemaModel schema;
    private final Map<String, Node> types;

    private CodeGeneratorRequest(SchemaModel schema) {
        this.schema = schema;
        this.types = new TreeMap<>();
        for (Node node : schema.nodes()) {
            types.put(node.displayName().substring(node.displayName().indexOf(':') + 1), node);
        }
    }

    /** Compiled when it is first needed. */
    private static final class Bundled {
        static final CodeGeneratorRequest ENCODER = new CodeGeneratorRequest(schema());

        private static SchemaModel schema() {
            CompileResult result = SchemaCompiler.compile(CompileRequest.builder()
                    .source(SourceRoot.bundled(), "capnp/schema.capnp")
                    .build());
            return result.model()
                    .orElseThrow(() -> new IllegalStateException("bundled schema.capnp: " + result.diagnostics()));
        }
    }

    /**
     * Encodes a model.
     *
     * @param model what a compilation found
     * @return the root struct of the message; {@code MessageWriter} writes it
     */
    public static StructObject encode(SchemaModel model) {
        return Bundled.ENCODER.request(model);
    }

    /** {@return the model of the bundled schema.capnp, for reading requests} */
    public static SchemaModel schema() {
        return Bundled.ENCODER.schema;
    }

    private DynamicStruct.Builder struct(String type) {
        Node node = types.get(type);
        if (node == null) {
            throw new IllegalStateException("schema.capnp has no " + type);
        }
        return new DynamicStruct.Builder(schema, node, Brand.EMPTY);
    }

    private <T> ListObject list(String type, Collection<T> items, BiConsumer<DynamicStruct.Builder, T> fill) {
        List<StructObject> elements = new ArrayList<>(items.size());
        int dataWords = struct(type).struct().dataWordCount();
        int pointers = struct(type).struct().pointerCount();
        for (T item : items) {
            DynamicStruct.Builder element = struct(type);
            fill.accept(element, item);
            elements.add(element.build());
        }
        return ListObject.ofStructs(dataWords, pointers, elements);
    }

    private static void text(DynamicStruct.Builder target, String field, @Nullable String text) {
        if (text != null) {
            target.set(field, ListObject.ofText(text));
        }
    }

    private static void flag(DynamicStruct.Builder target, String field, boolean value) {
        target.set(field, value ? 1 : 0);
    }

    // ------------------------------------------------------------------ the request

    private StructObject request(SchemaModel model) {
        DynamicStruct.Builder request = struct("CodeGeneratorRequest");
        DynamicStruct.Builder version = struct("CapnpVersion");
        version.set("major", VERSION_MAJOR).set("minor", VERSION_MINOR).set("micro", VERSION_MICRO);
        request.set("capnpVersion", version.build());
        request.set("nodes", list("Node", model.nodes(), this::node));
        request.set("sourceInfo", list("Node.SourceInfo", withSourceInfo(model), this::sourceInfo));
        request.set(
                "requestedFiles",
                list("CodeGeneratorRequest.RequestedFile", model.requestedFiles(), this::requestedFile));
        return request.build();
    }

    private void requestedFile(DynamicStruct.Builder target, RequestedFile file) {
        target.set("id", file.id());
        text(target, "filename", file.filename());
        target.set("imports", list("CodeGeneratorRequest.RequestedFile.Import", file.imports(), (entry, imported) -> {
            entry.set("id", imported.id());
            text(entry, "name", imported.name());
        }));
    }

    /**
     * All nodes but those of parameter structs, and behind them one of these: version 0.9.2 gives all of them the id 0, and
     * keeps the first.
     */
    private static List<Node> withSourceInfo(SchemaModel model) {
        List<Node> result = new ArrayList<>();
        model.nodes().stream().filter(node -> !isParamStruct(node)).forEach(result::add);
        model.nodesDependenciesFirst().stream()
                .filter(CodeGeneratorRequest::isParamStruct)
                .findFirst()
                .ifPresent(result::add);
        return result;
    }

    private static boolean isParamStruct(Node node) {
        return node.asStruct() != null && node.scopeId() == 0;
    }

    private void sourceInfo(DynamicStruct.Builder target, Node node) {
        target.set("id", isParamStruct(node) ? 0 : node.id());
        text(target, "docComment", node.docComment());
        List<@Nullable String> members = new ArrayList<>();
        if (node.body() instanceof Node.Struct struct) {
            if (struct.fields().isEmpty()) {
                return;
            }
            for (Field field : struct.fields()) {
                members.add(field.docComment());
            }
        } else if (node.body() instanceof Node.Enum enumeration) {
            for (Enumerant enumerant : enumeration.enumerants()) {
                members.add(enumerant.docComment());
            }
        } else if (node.body() instanceof Node.Interface type) {
            for (Method method : type.methods()) {
                members.add(method.docComment());
            }
        } else {
            return;
        }
        target.set(
                "members",
                list("Node.SourceInfo.Member", members, (member, comment) -> text(member, "docComment", comment)));
    }

    // ------------------------------------------------------------------ nodes

    private void node(DynamicStruct.Builder target, Node node) {
        target.set("id", node.id());
        text(target, "displayName", node.displayName());
        target.set("displayNamePrefixLength", node.displayNamePrefixLength());
        target.set("scopeId", node.scopeId());
        // Where the reference compiler writes an empty list and where a null pointer is followed here, to the letter.
        if (!node.parameters().isEmpty()) {
            parameters(target, "parameters", node.parameters());
        }
        flag(target, "isGeneric", node.isGeneric());
        if (isScope(node)) {
            target.set("nestedNodes", list("Node.NestedNode", node.nestedNodes(), (entry, nested) -> {
                text(entry, "name", nested.name());
                entry.set("id", nested.id());
            }));
        }
        annotations(target, node.annotations());
        if (node.body() instanceof Node.File) {
            target.set("file", 0);
        } else if (node.body() instanceof Node.Struct struct) {
            struct(target.group("struct"), struct);
        } else if (node.body() instanceof Node.Enum enumeration) {
            target.group("enum").set("enumerants", list("Enumerant", enumeration.enumerants(), this::enumerant));
        } else if (node.body() instanceof Node.Interface type) {
            DynamicStruct.Builder group = target.group("interface");
            group.set("methods", list("Method", type.methods(), this::method));
            group.set("superclasses", list("Superclass", type.superclasses(), this::superclass));
        } else if (node.body() instanceof Node.Const constant) {
            DynamicStruct.Builder group = target.group("const");
            group.set("type", type(constant.type()));
            group.set("value", value(constant.value()));
        } else if (node.body() instanceof Node.Annotation annotation) {
            DynamicStruct.Builder group = target.group("annotation");
            group.set("type", type(annotation.type()));
            for (AnnotationTarget kind : AnnotationTarget.values()) {
                String keyword = kind.keyword();
                String field = "targets" + keyword.substring(0, 1).toUpperCase(Locale.ROOT) + keyword.substring(1);
                flag(group, field, annotation.targets().contains(kind));
            }
        }
    }

    /** Whether the node was declared by itself; groups and parameter structs were not. */
    private static boolean isScope(Node node) {
        Node.Struct struct = node.asStruct();
        return struct == null || !(struct.isGroup() || node.scopeId() == 0);
    }

    private void parameters(DynamicStruct.Builder target, String field, List<String> names) {
        target.set(field, list("Node.Parameter", names, (entry, name) -> text(entry, "name", name)));
    }

    private void annotations(DynamicStruct.Builder target, List<AnnotationUse> uses) {
        if (uses.isEmpty()) {
            return;
        }
        target.set("annotations", list("Annotation", uses, (entry, use) -> {
            entry.set("id", use.id());
            entry.set("brand", brand(use.brand()));
            entry.set("value", value(use.value()));
        }));
    }

    private void struct(DynamicStruct.Builder group, Node.Struct struct) {
        group.set("dataWordCount", struct.dataWordCount());
        group.set("pointerCount", struct.pointerCount());
        group.set("preferredListEncoding", ListObject.ElementSize.COMPOSITE.code());
        flag(group, "isGroup", struct.isGroup());
        group.set("discriminantCount", struct.discriminantCount());
        group.set("discriminantOffset", struct.discriminantOffset());
        if (!struct.fields().isEmpty()) {
            group.set("fields", list("Field", struct.fields(), this::field));
        }
    }

    private void field(DynamicStruct.Builder target, Field field) {
        text(target, "name", field.name());
        target.set("codeOrder", field.codeOrder());
        annotations(target, field.annotations());
        target.set("discriminantValue", field.discriminantValue());
        if (field.body() instanceof Field.Slot slot) {
            DynamicStruct.Builder group = target.group("slot");
            group.set("offset", slot.offset());
            group.set("type", type(slot.type()));
            group.set("defaultValue", value(slot.defaultValue()));
            flag(group, "hadExplicitDefault", slot.hadExplicitDefault());
        } else if (field.body() instanceof Field.Group group) {
            target.group("group").set("typeId", group.typeId());
        }
        if (field.ordinal().isPresent()) {
            target.group("ordinal").set("explicit", field.ordinal().getAsInt());
        }
    }

    private void enumerant(DynamicStruct.Builder target, Enumerant enumerant) {
        text(target, "name", enumerant.name());
        target.set("codeOrder", enumerant.codeOrder());
        annotations(target, enumerant.annotations());
    }

    private void superclass(DynamicStruct.Builder target, Superclass superclass) {
        target.set("id", superclass.id());
        brand(target, "brand", superclass.brand());
    }

    private void method(DynamicStruct.Builder target, Method method) {
        text(target, "name", method.name());
        target.set("codeOrder", method.codeOrder());
        parameters(target, "implicitParameters", method.implicitParameters());
        target.set("paramStructType", method.paramStructType());
        brand(target, "paramBrand", method.paramBrand());
        target.set("resultStructType", method.resultStructType());
        brand(target, "resultBrand", method.resultBrand());
        annotations(target, method.annotations());
    }

    // ------------------------------------------------------------------ types, brands, values

    private StructObject type(Type type) {
        DynamicStruct.Builder target = struct("Type");
        if (type instanceof Type.Primitive primitive) {
            target.set(fieldName(primitive.kind()), 0);
        } else if (type instanceof Type.ListOf list) {
            target.group("list").set("elementType", type(list.elementType()));
        } else if (type instanceof Type.EnumRef ref) {
            reference(target.group("enum"), ref.typeId(), ref.brand());
        } else if (type instanceof Type.StructRef ref) {
            reference(target.group("struct"), ref.typeId(), ref.brand());
        } else if (type instanceof Type.InterfaceRef ref) {
            reference(target.group("interface"), ref.typeId(), ref.brand());
        } else if (type instanceof Type.AnyPointer any) {
            String field = switch (any.constraint()) {
                case ANY_KIND -> "anyKind";
                case STRUCT -> "struct";
                case LIST -> "list";
                case CAPABILITY -> "capability";
            };
            target.group("anyPointer").group("unconstrained").set(field, 0);
        } else if (type instanceof Type.Parameter parameter) {
            DynamicStruct.Builder group = target.group("anyPointer").group("parameter");
            group.set("scopeId", parameter.scopeId());
            group.set("parameterIndex", parameter.index());
        } else if (type instanceof Type.ImplicitMethodParameter parameter) {
            target.group("anyPointer").group("implicitMethodParameter").set("parameterIndex", parameter.index());
        }
        return target.build();
    }

    private void reference(DynamicStruct.Builder group, long typeId, Brand brand) {
        group.set("typeId", typeId);
        brand(group, "brand", brand);
    }

    private void brand(DynamicStruct.Builder target, String field, Brand brand) {
        if (!brand.scopes().isEmpty()) {
            target.set(field, brand(brand));
        }
    }

    private StructObject brand(Brand brand) {
        DynamicStruct.Builder result = struct("Brand");
        if (!brand.scopes().isEmpty()) {
            result.set("scopes", list("Brand.Scope", brand.scopes(), (entry, scope) -> {
                entry.set("scopeId", scope.scopeId());
                if (scope.inherit()) {
                    entry.set("inherit", 0);
                } else {
                    entry.set("bind", list("Brand.Binding", scope.bindings(), this::binding));
                }
            }));
        }
        return result.build();
    }

    private void binding(DynamicStruct.Builder target, Brand.Binding binding) {
        Type type = binding.type();
        if (type == null) {
            target.set("unbound", 0);
        } else {
            target.set("type", type(type));
        }
    }

    private StructObject value(Value value) {
        DynamicStruct.Builder target = struct("Value");
        target.set(target.field(fieldName(value.kind())), value);
        return target.build();
    }

    /** The name of a kind of type in the unions of schema.capnp. */
    private static String fieldName(Type.Kind kind) {
        return kind == Type.Kind.ANY_POINTER ? "anyPointer" : kind.name().toLowerCase(Locale.ROOT);
    }
}
