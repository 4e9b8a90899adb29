package io.multiprocess.codegen.generator.proxy;

import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Method;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Type;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The names in a method's parameters and results, or in a struct, in the order of the file and merged by libmultiprocess's conventions:
 * {@code result} is the return value; a name in both is in-out; {@code hasX} belongs to {@code x}, {@code wantX} asks for {@code x}.
 * <i>Immutable.</i>
 *
 * <p>Spec: {@code FieldList} of libmultiprocess's {@code gen.cpp}.
 *
 * @param fields all names, the hidden ones included
 */
record MethodFields(List<ProxyField> fields) {

    MethodFields {
        fields = List.copyOf(fields);
    }

    /** The names of a method. */
    static MethodFields of(SchemaModel model, Method method) {
        Merge merge = new Merge(model);
        for (Field field : struct(model, method.paramStructType()).fieldsInCodeOrder()) {
            merge.param(field, type(field, method.paramBrand()));
        }
        if (!method.isStreaming()) {
            for (Field field : struct(model, method.resultStructType()).fieldsInCodeOrder()) {
                merge.result(field, type(field, method.resultBrand()));
            }
        }
        return merge.finish();
    }

    /** The names of a struct: each goes both ways. */
    static MethodFields of(SchemaModel model, Node.Struct struct, Brand brand) {
        Merge merge = new Merge(model);
        for (Field field : struct.fieldsInCodeOrder()) {
            merge.param(field, type(field, brand));
            merge.result(field, type(field, brand));
        }
        return merge.finish();
    }

    /** What Java sees of it: parameters, return value, outputs; no exceptions. */
    List<ProxyField> java() {
        return fields.stream().filter(ProxyField::isJava).toList();
    }

    /** How many parameters Java has for it, outputs aside. */
    int javaParameters() {
        return java().stream()
                .filter(ProxyField::in)
                .mapToInt(ProxyField::count)
                .sum();
    }

    /** The exceptions, in order. */
    List<ProxyField> exceptions() {
        return fields.stream()
                .filter(field -> field.exception() != null && !field.skip())
                .toList();
    }

    /** The parameter that carries the execution context. */
    Optional<ProxyField> context() {
        return fields.stream()
                .filter(field -> field.in()
                        && field.paramType() instanceof Type.StructRef ref
                        && ref.typeId() == ProxyAnnotations.CONTEXT)
                .findFirst();
    }

    /** The names that carry a thread map. */
    List<ProxyField> threadMaps() {
        return fields.stream()
                .filter(field ->
                        field.type() instanceof Type.InterfaceRef ref && ref.typeId() == ProxyAnnotations.THREAD_MAP)
                .toList();
    }

    private static Node.Struct struct(SchemaModel model, long id) {
        return Objects.requireNonNull(model.node(id).asStruct());
    }

    private static @Nullable Type type(Field field, Brand brand) {
        Field.Slot slot = field.asSlot();
        if (slot != null) {
            return Brands.resolve(slot.type(), brand);
        }
        // A group has the brand of the struct around it.
        return new Type.StructRef(Objects.requireNonNull(field.asGroup()).typeId(), brand);
    }

    private static final class Merge {
        private final SchemaModel model;
        private final Map<String, ProxyField> byName = new LinkedHashMap<>();

        Merge(SchemaModel model) {
            this.model = model;
        }

        void param(Field field, @Nullable Type type) {
            byName.put(field.name(), field(field, field, type, null, null, false));
        }

        void result(Field field, @Nullable Type type) {
            ProxyField known = byName.get(field.name());
            if (known != null) {
                byName.put(field.name(), field(field, known.param(), known.paramType(), field, type, false));
            } else {
                byName.put(
                        field.name(),
                        field(field, null, null, field, type, field.name().equals("result")));
            }
        }

        private ProxyField field(
                Field latest,
                @Nullable Field param,
                @Nullable Type paramType,
                @Nullable Field result,
                @Nullable Type resultType,
                boolean isReturn) {
            Type type = paramType != null ? paramType : Objects.requireNonNull(resultType);
            boolean isVoid = type.kind() == Type.Kind.VOID;
            int count = ProxyAnnotations.count(latest.annotations())
                    .orElseGet(() -> countOfType(type).orElse(isVoid ? 0 : 1));
            return new ProxyField(
                    latest.name(),
                    param,
                    paramType,
                    result,
                    resultType,
                    isReturn && isVoid ? 0 : count,
                    isReturn && !isVoid,
                    ProxyAnnotations.exception(latest.annotations()).orElse(null),
                    ProxyAnnotations.skip(latest.annotations()),
                    null,
                    null,
                    null);
        }

        private OptionalInt countOfType(Type type) {
            long id = type instanceof Type.StructRef struct
                    ? struct.typeId()
                    : type instanceof Type.InterfaceRef ref ? ref.typeId() : 0;
            return model.find(id)
                    .map(node -> ProxyAnnotations.count(node.annotations()))
                    .orElse(OptionalInt.empty());
        }

        MethodFields finish() {
            for (ProxyField field : List.copyOf(byName.values())) {
                ProxyField has = byName.get("has" + Names.capitalize(field.name()));
                ProxyField want = byName.get("want" + Names.capitalize(field.name()));
                if (has != null && has.type().kind() != Type.Kind.BOOL) {
                    has = null;
                }
                if (want != null && (!want.in() || want.type().kind() != Type.Kind.BOOL)) {
                    want = null;
                }
                if (has == null && want == null) {
                    continue;
                }
                byName.put(
                        field.name(),
                        new ProxyField(
                                field.name(),
                                field.param(),
                                field.paramType(),
                                field.result(),
                                field.resultType(),
                                field.count(),
                                field.isReturn(),
                                field.exception(),
                                field.skip(),
                                has == null ? null : has.param(),
                                has == null ? null : has.result(),
                                want == null ? null : want.param()));
                hide(has);
                hide(want);
            }
            return new MethodFields(new ArrayList<>(byName.values()));
        }

        private void hide(@Nullable ProxyField field) {
            if (field == null) {
                return;
            }
            byName.put(
                    field.name(),
                    new ProxyField(
                            field.name(),
                            field.param(),
                            field.paramType(),
                            field.result(),
                            field.resultType(),
                            0,
                            false,
                            null,
                            true,
                            null,
                            null,
                            null));
        }
    }
}
