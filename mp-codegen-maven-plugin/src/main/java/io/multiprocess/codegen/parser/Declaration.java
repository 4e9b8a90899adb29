package io.multiprocess.codegen.parser;

import io.multiprocess.codegen.model.AnnotationTarget;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * A declaration as written.
 *
 * <p>Immutable.
 *
 * @param kind what is declared
 * @param name its name
 * @param id the number behind {@code @}: a 64-bit id of a type, or an ordinal of a member; or null
 * @param parameters generic parameters
 * @param nested declarations in its block, members included
 * @param annotations what is applied to it
 * @param docComment the comment behind it, or null
 * @param start offset of the first byte
 * @param end offset behind the last byte
 * @param type of a field, constant or annotation; target of a {@code using}; else null
 * @param value of a constant, default of a field; else null
 * @param superclasses of an interface
 * @param params of a method; else null
 * @param results of a method, where given; else null
 * @param targets of an annotation
 */
public record Declaration(
        Kind kind,
        Name name,
        @Nullable Id id,
        List<Name> parameters,
        List<Declaration> nested,
        List<AnnotationApplication> annotations,
        @Nullable String docComment,
        int start,
        int end,
        @Nullable Expression type,
        @Nullable Expression value,
        List<Expression> superclasses,
        @Nullable ParamList params,
        @Nullable ParamList results,
        Set<AnnotationTarget> targets) {

    /** What is declared. */
    public enum Kind {
        /** A whole file. */
        FILE,
        /** A name for something declared elsewhere. */
        USING,
        /** A constant. */
        CONST,
        /** An enum. */
        ENUM,
        /** A value of an enum. */
        ENUMERANT,
        /** A struct. */
        STRUCT,
        /** A field. */
        FIELD,
        /** A union, named or not. */
        UNION,
        /** A group. */
        GROUP,
        /** An interface. */
        INTERFACE,
        /** A method. */
        METHOD,
        /** An annotation. */
        ANNOTATION
    }

    /**
     * A number behind {@code @}.
     *
     * @param value 64 bits for types, 16 for members
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    public record Id(long value, int start, int end) {}

    /**
     * An annotation where it is applied.
     *
     * @param name the annotation
     * @param value its value, or null
     */
    public record AnnotationApplication(
            Expression name, @Nullable Expression value) {}

    /**
     * Parameters or results of a method.
     *
     * @param form how they are given
     * @param params for {@code NAMED}: the parameters that could be parsed
     * @param type for {@code TYPE}: the struct
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    public record ParamList(
            Form form, List<Param> params, @Nullable Expression type, int start, int end) {
        /** How parameters are given. */
        public enum Form {
            /** One by one, in parentheses. */
            NAMED,
            /** As a struct. */
            TYPE,
            /** As the word {@code stream}. */
            STREAM
        }
    }

    /**
     * A single parameter or result.
     *
     * @param name its name
     * @param type its type
     * @param defaultValue its default, or null
     * @param annotations what is applied to it
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    public record Param(
            Name name,
            Expression type,
            @Nullable Expression defaultValue,
            List<AnnotationApplication> annotations,
            int start,
            int end) {}

    /** {@return whether this is a union without a name} */
    public boolean isUnnamedUnion() {
        return kind == Kind.UNION && name.text().isEmpty();
    }
}
