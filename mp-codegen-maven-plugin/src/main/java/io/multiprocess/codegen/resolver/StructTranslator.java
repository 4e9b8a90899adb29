package io.multiprocess.codegen.resolver;

import io.multiprocess.codegen.layout.Section;
import io.multiprocess.codegen.layout.StructLayout;
import io.multiprocess.codegen.layout.StructLayout.Alternative;
import io.multiprocess.codegen.layout.StructLayout.AmbiguousLayoutException;
import io.multiprocess.codegen.layout.StructLayout.Union;
import io.multiprocess.codegen.model.AnnotationTarget;
import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.model.Value;
import io.multiprocess.codegen.parser.Declaration;
import io.multiprocess.codegen.parser.Declaration.AnnotationApplication;
import io.multiprocess.codegen.parser.Expression;
import io.multiprocess.codegen.resolver.BrandScope.ImplicitParams;
import io.multiprocess.codegen.resolver.Drafts.FieldDraft;
import io.multiprocess.codegen.resolver.Drafts.NodeDraft;
import io.multiprocess.codegen.resolver.Drafts.StructDraft;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Turns the members of one struct, or the parameters of a method, into fields with places, and into the nodes of groups.
 *
 * <p>First the members are walked in the order of the file, to know who is in which union; then in the order of their
 * ordinals, to lay them out. Fields stand in the node in that second order, and a group stands where its first member is.
 *
 * <p>Used once, by one thread.
 */
final class StructTranslator {
    /** A field, group or union, or the struct itself. */
    private static final class Member {
        final @Nullable Member parent;
        final int codeOrder;
        final boolean inUnion;
        final String name;
        final Declaration.@Nullable Id ordinal;
        final AnnotationTarget target;
        final List<AnnotationApplication> annotations;
        final @Nullable String docComment;
        final int start;
        final int end;

        /** Of fields. */
        @Nullable
        Expression type;

        @Nullable
        Expression defaultValue;

        @Nullable
        Section section;

        /** Of groups, unions and the struct itself. */
        @Nullable
        NodeDraft node;

        @Nullable
        StructDraft struct;

        /** Of named unions, and of everything that contains an unnamed union. */
        @Nullable
        Union union;

        int unionMembers;

        /** Place among the fields of the parent, known when the first thing in here is laid out. */
        int index = -1;

        @Nullable
        FieldDraft field;

        Member(
                @Nullable Member parent,
                int codeOrder,
                boolean inUnion,
                String name,
                Declaration.@Nullable Id ordinal,
                AnnotationTarget target,
                List<AnnotationApplication> annotations,
                @Nullable String docComment,
                int start,
                int end) {
            this.parent = parent;
            this.codeOrder = codeOrder;
            this.inUnion = inUnion;
            this.name = name;
            this.ordinal = ordinal;
            this.target = target;
            this.annotations = annotations;
            this.docComment = docComment;
            this.start = start;
            this.end = end;
        }
    }

    private record Step(int ordinal, Member member) {}

    private final NodeTranslator translator;
    private final Module module;
    private final NodeDraft node;
    private final ImplicitParams implicit;
    private final StructLayout layout = new StructLayout();
    private final List<Member> members = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<StructDraft> groups = new ArrayList<>();

    StructTranslator(NodeTranslator translator, NodeDraft node, ImplicitParams implicit) {
        this.translator = translator;
        this.module = translator.module();
        this.node = node;
        this.implicit = implicit;
    }

    void translate(List<Declaration> declarations) {
        Member root = root();
        walkSection(declarations, root, layout);
        layOut(root);
    }

    void translateParams(List<Declaration.Param> params) {
        Member root = root();
        for (int i = 0; i < params.size(); i++) {
            Declaration.Param param = params.get(i);
            Member member = new Member(
                    root,
                    i,
                    false,
                    param.name().text(),
                    null,
                    AnnotationTarget.PARAM,
                    param.annotations(),
                    null,
                    param.start(),
                    param.end());
            member.type = param.type();
            member.defaultValue = param.defaultValue();
            member.section = layout;
            members.add(member);
            steps.add(new Step(i, member));
        }
        layOut(root);
    }

    private Member root() {
        Member root = new Member(null, 0, false, "", null, AnnotationTarget.STRUCT, List.of(), null, 0, 0);
        StructDraft struct = new StructDraft();
        root.node = node;
        root.struct = struct;
        node.body = struct::build;
        return root;
    }

    // ------------------------------------------------------------------ in the order of the file

    private static final class CodeOrder {
        int next;
    }

    private void walkSection(List<Declaration> declarations, Member parent, Section section) {
        CodeOrder codeOrder = new CodeOrder();
        for (Declaration declaration : declarations) {
            switch (declaration.kind()) {
                case FIELD -> field(declaration, parent, codeOrder, section, false);
                case UNION -> {
                    Union union = new Union(section);
                    if (declaration.isUnnamedUnion()) {
                        parent.union = union;
                        walkUnion(declaration, parent, union, codeOrder);
                    } else {
                        Member member = group(declaration, parent, codeOrder, false, AnnotationTarget.UNION);
                        member.union = union;
                        walkUnion(declaration, member, union, new CodeOrder());
                        addStep(declaration, member);
                    }
                }
                case GROUP -> {
                    Member member = group(declaration, parent, codeOrder, false, AnnotationTarget.GROUP);
                    // Members of a group are laid out as if they were members of the struct.
                    walkGroup(declaration, member, section);
                }
                default -> {
                    // Nested types are nodes of their own.
                }
            }
        }
    }

    private void walkGroup(Declaration declaration, Member member, Section section) {
        if (declaration.nested().isEmpty()) {
            module.error(declaration.name(), "A group must have at least one member.");
        }
        walkSection(declaration.nested(), member, section);
    }

    private void walkUnion(Declaration declaration, Member parent, Union union, CodeOrder codeOrder) {
        if (declaration.nested().size() < 2) {
            module.error(declaration.name(), "A union must have at least two members.");
        }
        for (Declaration member : declaration.nested()) {
            switch (member.kind()) {
                case FIELD -> field(member, parent, codeOrder, new Alternative(union), true);
                case UNION -> {
                    if (member.isUnnamedUnion()) {
                        module.error(member.name(), "A union cannot contain an unnamed union.");
                    } else {
                        Union inner = new Union(new Alternative(union));
                        Member group = group(member, parent, codeOrder, true, AnnotationTarget.UNION);
                        group.union = inner;
                        walkUnion(member, group, inner, new CodeOrder());
                        addStep(member, group);
                    }
                }
                case GROUP -> {
                    Member group = group(member, parent, codeOrder, true, AnnotationTarget.GROUP);
                    walkGroup(member, group, new Alternative(union));
                }
                default -> {
                    // Reported where names are checked.
                }
            }
        }
    }

    private void field(Declaration declaration, Member parent, CodeOrder codeOrder, Section section, boolean inUnion) {
        Member member = member(declaration, parent, codeOrder, inUnion, AnnotationTarget.FIELD);
        member.type = declaration.type();
        member.defaultValue = declaration.value();
        member.section = section;
        addStep(declaration, member);
    }

    private Member group(
            Declaration declaration, Member parent, CodeOrder codeOrder, boolean inUnion, AnnotationTarget target) {
        Member member = member(declaration, parent, codeOrder, inUnion, target);
        NodeDraft outer = parent.node == null ? node : parent.node;
        NodeDraft group = new NodeDraft();
        group.displayName = outer.displayName + "." + member.name;
        group.displayNamePrefixLength = NodeTranslator.prefixBytes(group.displayName);
        group.isGeneric = outer.isGeneric;
        group.docComment = declaration.docComment();
        group.location = module.file.location(declaration.start(), declaration.end());
        StructDraft struct = new StructDraft();
        struct.isGroup = true;
        group.body = struct::build;
        member.node = group;
        member.struct = struct;
        groups.add(struct);
        translator.addAuxiliary(group);
        return member;
    }

    private Member member(
            Declaration declaration, Member parent, CodeOrder codeOrder, boolean inUnion, AnnotationTarget target) {
        Member member = new Member(
                parent,
                codeOrder.next++,
                inUnion,
                declaration.name().text(),
                declaration.id(),
                target,
                declaration.annotations(),
                declaration.docComment(),
                declaration.start(),
                declaration.end());
        members.add(member);
        return member;
    }

    private void addStep(Declaration declaration, Member member) {
        Declaration.Id ordinal = declaration.id();
        if (ordinal != null) {
            steps.add(new Step((int) ordinal.value(), member));
        }
    }

    // ------------------------------------------------------------------ in the order of the ordinals

    private void layOut(Member root) {
        steps.sort(Comparator.comparingInt(Step::ordinal));
        OrdinalChecks ordinals = new OrdinalChecks(module);
        for (Step step : steps) {
            Member member = step.member;
            Declaration.Id ordinal = member.ordinal;
            if (ordinal != null) {
                ordinals.check(ordinal);
            }
            FieldDraft field = fieldOf(member);
            field.ordinal = OptionalInt.of(step.ordinal);
            try {
                if (member.section != null) {
                    place(member, field, member.section);
                } else if (member.union != null && !member.union.addDiscriminant() && ordinal != null) {
                    module.error(
                            ordinal.start(),
                            ordinal.end(),
                            "A union's ordinal must be greater than that of no more than one of its members, because only "
                                    + "one field can have been there before it was made a union.");
                }
            } catch (AmbiguousLayoutException e) {
                reportAmbiguous(member);
            }
        }
        finishGroup(root);
        for (Member member : members) {
            if (member.struct != null) {
                finishGroup(member);
            }
            fieldOf(member).annotations = translator.annotations(member.annotations, member.target);
        }
        if (layout.dataWordCount() > 65535 || layout.pointerCount() > 65535) {
            module.error(members.get(0).start, members.get(0).start, "This struct is too large.");
        }
        for (StructDraft group : groups) {
            size(group);
        }
        if (root.struct != null) {
            size(root.struct);
        }
    }

    private void reportAmbiguous(Member member) {
        module.error(
                member.start,
                member.end,
                "The layout of this declaration is ambiguous: versions of Cap'n Proto up to 0.5 compiled such schemas "
                        + "wrongly, see https://github.com/capnproto/capnproto/issues/344.");
    }

    private void size(StructDraft struct) {
        struct.dataWordCount = Math.min(layout.dataWordCount(), 65535);
        struct.pointerCount = Math.min(layout.pointerCount(), 65535);
    }

    private void place(Member member, FieldDraft field, Section section) {
        Type type = translator.type(member.type, implicit);
        field.type = type == null ? Type.VOID : type;
        field.defaultValue = new Drafts.ValueDraft(Value.zero(field.type));
        Expression defaultValue = member.defaultValue;
        if (type != null && defaultValue != null) {
            defaultValue(member, field, type, defaultValue);
            field.hadExplicitDefault = true;
        }
        int bits = field.type.kind().dataBits();
        if (bits < 0) {
            field.offset = section.addPointer();
        } else if (bits == 0) {
            section.addVoid();
        } else {
            field.offset = section.addData(Integer.numberOfTrailingZeros(bits));
        }
    }

    private void defaultValue(Member member, FieldDraft field, Type type, Expression source) {
        if (member.target == AnnotationTarget.PARAM
                && source instanceof Expression.RelativeName name
                && name.name().text().equals("null")) {
            if (!type.kind().isPointer()) {
                module.error(source, "Only parameters of pointer types can have the default 'null'.");
            }
            return;
        }
        translator.value(source, type, field.defaultValue);
    }

    /** The field of a member, added to its parent when it is first asked for. */
    private FieldDraft fieldOf(Member member) {
        FieldDraft field = member.field;
        Member parent = member.parent;
        if (field != null || parent == null || parent.struct == null) {
            // The struct itself has a field nowhere; what is set on this one is dropped.
            return field != null ? field : new FieldDraft();
        }
        if (parent.parent != null) {
            fieldOf(parent);
        }
        field = new FieldDraft();
        member.field = field;
        member.index = parent.struct.fields.size();
        if (member.inUnion) {
            field.discriminantValue = parent.unionMembers++;
        }
        field.name = member.name;
        field.codeOrder = member.codeOrder;
        field.docComment = member.docComment;
        field.location = module.file.location(member.start, member.end);
        parent.struct.fields.add(field);
        return field;
    }

    private void finishGroup(Member member) {
        StructDraft struct = member.struct;
        if (struct == null) {
            return;
        }
        if (member.union != null) {
            try {
                member.union.addDiscriminant();
            } catch (AmbiguousLayoutException e) {
                reportAmbiguous(member);
            }
            struct.discriminantCount = member.unionMembers;
            struct.discriminantOffset = member.union.discriminantOffset();
        }
        NodeDraft group = member.node;
        Member parent = member.parent;
        if (group != null && parent != null && parent.node != null) {
            FieldDraft field = fieldOf(member);
            group.id = Ids.group(parent.node.id, member.index);
            group.scopeId = parent.node.id;
            field.groupId = group.id;
        }
    }
}
