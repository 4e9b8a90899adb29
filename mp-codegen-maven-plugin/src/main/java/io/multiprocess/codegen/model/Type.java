package io.multiprocess.codegen.model;

/**
 * A type.
 *
 * <p>Immutable. {@link #kind()} serves a {@code switch}; casts to the record of the kind are then safe.
 */
public sealed interface Type
        permits Type.Primitive,
                Type.ListOf,
                Type.EnumRef,
                Type.StructRef,
                Type.InterfaceRef,
                Type.AnyPointer,
                Type.Parameter,
                Type.ImplicitMethodParameter {

    /** The {@code Void} type. */
    Type VOID = new Primitive(Kind.VOID);

    /** {@return which kind of type this is; generic parameters are {@code ANY_POINTER}, as in schema.capnp} */
    Kind kind();

    /** Kinds in the order of schema.capnp. */
    enum Kind {
        /** No value. */
        VOID(0, "Void"),
        /** A bit. */
        BOOL(1, "Bool"),
        /** 8 bits, signed. */
        INT8(8, "Int8"),
        /** 16 bits, signed. */
        INT16(16, "Int16"),
        /** 32 bits, signed. */
        INT32(32, "Int32"),
        /** 64 bits, signed. */
        INT64(64, "Int64"),
        /** 8 bits, unsigned. */
        UINT8(8, "UInt8"),
        /** 16 bits, unsigned. */
        UINT16(16, "UInt16"),
        /** 32 bits, unsigned. */
        UINT32(32, "UInt32"),
        /** 64 bits, unsigned. */
        UINT64(64, "UInt64"),
        /** Single precision. */
        FLOAT32(32, "Float32"),
        /** Double precision. */
        FLOAT64(64, "Float64"),
        /** UTF-8 text. */
        TEXT(-1, "Text"),
        /** Bytes. */
        DATA(-1, "Data"),
        /** A list. */
        LIST(-1, "List"),
        /** An enum. */
        ENUM(16, "enum"),
        /** A struct. */
        STRUCT(-1, "struct"),
        /** A capability. */
        INTERFACE(-1, "interface"),
        /** Any pointer, constrained or not, or a generic parameter. */
        ANY_POINTER(-1, "AnyPointer");

        private final int dataBits;
        private final String keyword;

        Kind(int dataBits, String keyword) {
            this.dataBits = dataBits;
            this.keyword = keyword;
        }

        /** {@return the size in the data section in bits: 0 for Void, -1 for pointers} */
        public int dataBits() {
            return dataBits;
        }

        /** {@return whether values live in the pointer section} */
        public boolean isPointer() {
            return dataBits < 0;
        }

        /** {@return the type's name in schemas, or a word for its kind} */
        public String keyword() {
            return keyword;
        }
    }

    /**
     * Void, Bool, a number, Text or Data.
     *
     * @param kind which
     */
    record Primitive(Kind kind) implements Type {}

    /**
     * A list.
     *
     * @param elementType type of its elements
     */
    record ListOf(Type elementType) implements Type {
        @Override
        public Kind kind() {
            return Kind.LIST;
        }
    }

    /**
     * An enum.
     *
     * @param typeId id of its node
     * @param brand bindings of generic scopes around it, which mean nothing to an enum
     */
    record EnumRef(long typeId, Brand brand) implements Type {
        @Override
        public Kind kind() {
            return Kind.ENUM;
        }
    }

    /**
     * A struct.
     *
     * @param typeId id of its node
     * @param brand bindings of its generic parameters
     */
    record StructRef(long typeId, Brand brand) implements Type {
        @Override
        public Kind kind() {
            return Kind.STRUCT;
        }
    }

    /**
     * A capability.
     *
     * @param typeId id of its interface's node
     * @param brand bindings of its generic parameters
     */
    record InterfaceRef(long typeId, Brand brand) implements Type {
        @Override
        public Kind kind() {
            return Kind.INTERFACE;
        }
    }

    /**
     * A pointer to anything of one kind.
     *
     * @param constraint what it may point at
     */
    record AnyPointer(Constraint constraint) implements Type {
        @Override
        public Kind kind() {
            return Kind.ANY_POINTER;
        }

        /** What an AnyPointer may point at, in the order of schema.capnp. */
        public enum Constraint {
            /** Anything: AnyPointer. */
            ANY_KIND,
            /** Structs: AnyStruct. */
            STRUCT,
            /** Lists: AnyList. */
            LIST,
            /** Capabilities: Capability. */
            CAPABILITY
        }
    }

    /**
     * A parameter of a generic node.
     *
     * @param scopeId id of that node, which is the node of the place of use or one around it
     * @param index place among its parameters
     */
    record Parameter(long scopeId, int index) implements Type {
        @Override
        public Kind kind() {
            return Kind.ANY_POINTER;
        }
    }

    /**
     * A generic parameter of the method in whose brands this stands.
     *
     * @param index place among the method's implicit parameters
     */
    record ImplicitMethodParameter(int index) implements Type {
        @Override
        public Kind kind() {
            return Kind.ANY_POINTER;
        }
    }
}
