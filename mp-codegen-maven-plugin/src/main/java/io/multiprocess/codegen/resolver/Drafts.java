package io.multiprocess.codegen.resolver;

import io.multiprocess.codegen.model.AnnotationUse;
import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Enumerant;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Method;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.model.Value;
import io.multiprocess.codegen.source.Location;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Parts of nodes whose values are still to come. Confined to one thread. */
final class Drafts {
    private Drafts() {}

    /** A value that is replaced when it has been evaluated. */
    static final class ValueDraft {
        Value value;

        ValueDraft(Value value) {
            this.value = value;
        }
    }

    static final class AnnotationDraft {
        long id;
        Brand brand = Brand.EMPTY;
        ValueDraft value = new ValueDraft(Value.VOID);

        static List<AnnotationUse> build(List<AnnotationDraft> drafts) {
            List<AnnotationUse> result = new ArrayList<>(drafts.size());
            for (AnnotationDraft draft : drafts) {
                result.add(new AnnotationUse(draft.id, draft.brand, draft.value.value));
            }
            return result;
        }
    }

    static final class FieldDraft {
        String name = "";
        int codeOrder;
        List<AnnotationDraft> annotations = List.of();
        int discriminantValue = Field.NO_DISCRIMINANT;
        OptionalInt ordinal = OptionalInt.empty();

        @Nullable
        String docComment;

        Location location = Location.NONE;
        int offset;

        /** Null for a group. */
        @Nullable
        Type type;

        ValueDraft defaultValue = new ValueDraft(Value.VOID);
        boolean hadExplicitDefault;
        long groupId;

        Field build() {
            Type slotType = type;
            Field.Body body = slotType == null
                    ? new Field.Group(groupId)
                    : new Field.Slot(offset, slotType, defaultValue.value, hadExplicitDefault);
            return new Field(
                    name,
                    codeOrder,
                    AnnotationDraft.build(annotations),
                    discriminantValue,
                    ordinal,
                    docComment,
                    location,
                    body);
        }
    }

    static final class StructDraft {
        int dataWordCount;
        int pointerCount;
        boolean isGroup;
        int discriminantCount;
        int discriminantOffset;
        final List<FieldDraft> fields = new ArrayList<>();

        Node.Struct build() {
            return new Node.Struct(
                    dataWordCount,
                    pointerCount,
                    isGroup,
                    discriminantCount,
                    discriminantOffset,
                    fields.stream().map(FieldDraft::build).toList());
        }
    }

    /** An enumerant or method: everything but the annotations is known from the start. */
    record EnumerantDraft(
            String name,
            int codeOrder,
            List<AnnotationDraft> annotations,
            @Nullable String docComment,
            Location location) {
        Enumerant build() {
            return new Enumerant(name, codeOrder, AnnotationDraft.build(annotations), docComment, location);
        }
    }

    record MethodDraft(
            String name,
            int codeOrder,
            List<String> implicitParameters,
            long paramStructType,
            Brand paramBrand,
            long resultStructType,
            Brand resultBrand,
            List<AnnotationDraft> annotations,
            @Nullable String docComment,
            Location location) {
        Method build() {
            return new Method(
                    name,
                    codeOrder,
                    implicitParameters,
                    paramStructType,
                    paramBrand,
                    resultStructType,
                    resultBrand,
                    AnnotationDraft.build(annotations),
                    docComment,
                    location);
        }
    }

    static final class NodeDraft {
        long id;
        String displayName = "";
        int displayNamePrefixLength;
        long scopeId;
        List<String> parameters = List.of();
        boolean isGeneric;
        List<Node.NestedNode> nestedNodes = List.of();
        List<AnnotationDraft> annotations = List.of();

        @Nullable
        String docComment;

        Location location = Location.NONE;
        Supplier<Node.Body> body = Node.File::new;

        Node build() {
            return new Node(
                    id,
                    displayName,
                    displayNamePrefixLength,
                    scopeId,
                    parameters,
                    isGeneric,
                    nestedNodes,
                    AnnotationDraft.build(annotations),
                    docComment,
                    location,
                    body.get());
        }
    }
}
