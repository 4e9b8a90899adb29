# What compilers tell generators about schemas: the root of the message is a CodeGeneratorRequest.

using Cxx = import "/capnp/c++.capnp";
@0xa93fc509624c72d9;
$Cxx.namespace("capnp::schema");

using Id = UInt64;
# A 64-bit id; the highest bit is set.

struct Node {
  # A declaration that has an id.
  id @0 :Id;
  displayName @1 :Text;
  # The file's path, a colon, and the names of all scopes down to this one, with dots. For people only.
  displayNamePrefixLength @2 :UInt32;
  # How many bytes of the display name stand before the own name.
  scopeId @3 :Id;
  # The node around this one; 0 for files, and for parameter structs of methods.
  parameters @32 :List(Parameter);
  # Generic parameters of this node itself.
  isGeneric @33 :Bool;
  # Whether this node or one around it has generic parameters.

  struct Parameter {
    # A generic parameter.
    name @0 :Text;
  }

  nestedNodes @4 :List(NestedNode);
  # Declarations inside, by name. Groups are not among them.

  struct NestedNode {
    # A declaration inside.
    name @0 :Text;
    id @1 :Id;
  }

  annotations @5 :List(Annotation);

  union {
    file @6 :Void;

    struct :group {
      # A struct or group.
      dataWordCount @7 :UInt16;
      # Size of the data section.
      pointerCount @8 :UInt16;
      # Size of the pointer section.
      preferredListEncoding @9 :ElementSize;
      # Obsolete; lists of structs are inline composites.
      isGroup @10 :Bool;
      # Groups have the sizes of the struct that they are a part of.
      discriminantCount @11 :UInt16;
      # Number of fields in the unnamed union; 0 if there is none.
      discriminantOffset @12 :UInt32;
      # Where the union's 16-bit tag is, in units of 16 bits.
      fields @13 :List(Field);
      # By ordinal; groups and unions where their first member would be.
    }

    enum :group {
      enumerants@14 :List(Enumerant);
      # By ordinal.
    }

    interface :group {
      methods @15 :List(Method);
      # By ordinal.
      superclasses @31 :List(Superclass);
    }

    const :group {
      type @16 :Type;
      value @17 :Value;
    }

    annotation :group {
      type @18 :Type;
      targetsFile @19 :Bool;
      targetsConst @20 :Bool;
      targetsEnum @21 :Bool;
      targetsEnumerant @22 :Bool;
      targetsStruct @23 :Bool;
      targetsField @24 :Bool;
      targetsUnion @25 :Bool;
      targetsGroup @26 :Bool;
      targetsInterface @27 :Bool;
      targetsMethod @28 :Bool;
      targetsParam @29 :Bool;
      targetsAnnotation @30 :Bool;
    }
  }

  struct SourceInfo {
    # What the source says about a node beyond its meaning.
    id @0 :Id;
    docComment @1 :Text;
    # The comment behind the declaration.
    members @2 :List(Member);
    # In the order of the fields, enumerants or methods.

    struct Member {
      # What the source says about a member.
      docComment @0 :Text;
      startByte @1 :UInt32;
      endByte @2 :UInt32;
      # Where in the file it is.
    }

    startByte @3 :UInt32;
    endByte @4 :UInt32;
    # Where in the file the declaration is.
  }

  startByte @34 :UInt32;
  endByte @35 :UInt32;
  # Where in the file the declaration is.
}

struct Field {
  # A member of a struct.
  name @0 :Text;
  codeOrder @1 :UInt16;
  # Place among the members in the file.
  annotations @2 :List(Annotation);
  const noDiscriminant :UInt16 = 0xffff;
  discriminantValue @3 :UInt16 = Field.noDiscriminant;
  # The union's tag while this member is set.

  union {
    slot :group {
      # A field with a place of its own.
      offset @4 :UInt32;
      # In units of the field's size, from the beginning of its section.
      type @5 :Type;
      defaultValue @6 :Value;
      hadExplicitDefault @10 :Bool;
      # Whether the schema gives the default.
    }

    group :group {
      # A group or named union.
      typeId @7 :Id;
    }
  }

  ordinal :union {
    # The number in the schema, if there is one.
    implicit @8 :Void;
    explicit @9 :UInt16;
  }
}

struct Enumerant {
  # A value of an enum.
  name @0 :Text;
  codeOrder @1 :UInt16;
  annotations @2 :List(Annotation);
}

struct Superclass {
  # An interface that is extended.
  id @0 :Id;
  brand @1 :Brand;
}

struct Method {
  # A method of an interface.
  name @0 :Text;
  codeOrder @1 :UInt16;
  implicitParameters @7 :List(Node.Parameter);
  # Generic parameters of the method itself.
  paramStructType @2 :Id;
  # A named struct, or one made of the parameter list, whose scope id is 0.
  paramBrand @5 :Brand;
  resultStructType @3 :Id;
  # The same for the results.
  resultBrand @6 :Brand;
  annotations @4 :List(Annotation);
}

struct Type {
  # A type.
  union {
    void @0 :Void;
    bool @1 :Void;
    int8 @2 :Void;
    int16 @3 :Void;
    int32 @4 :Void;
    int64 @5 :Void;
    uint8 @6 :Void;
    uint16 @7 :Void;
    uint32 @8 :Void;
    uint64 @9 :Void;
    float32 @10 :Void;
    float64 @11 :Void;
    text @12 :Void;
    data @13 :Void;

    list :group {
      elementType @14 :Type;
    }

    enum :group {
      typeId @15 :Id;
      brand @21 :Brand;
    }

    struct :group {
      typeId @16 :Id;
      brand @22 :Brand;
    }

    interface :group {
      typeId @17 :Id;
      brand @23 :Brand;
    }

    anyPointer :union {
      unconstrained :union {
        anyKind @18 :Void;

        struct @25 :Void;
        list @26 :Void;
        capability @27 :Void;
      }

      parameter :group {
        # A generic parameter of a node around the place of use, or of that node itself.
        scopeId @19 :Id;
        parameterIndex @20 :UInt16;
      }

      implicitMethodParameter :group {
        # A generic parameter of the method, in whose brands only this can be.
        parameterIndex @24 :UInt16;
      }
    }
  }
}

struct Brand {
  # What is bound to generic parameters. Scopes that are not mentioned are unbound.
  scopes @0 :List(Scope);

  struct Scope {
    # The parameters of one node.
    scopeId @0 :Id;

    union {
      bind @1 :List(Binding);
      # One each, in the order of the declaration.
      inherit @2 :Void;
      # They are those of the place of use.
    }
  }

  struct Binding {
    # What is bound to one parameter.
    union {
      unbound @0 :Void;
      type @1 :Type;
    }
  }
}

struct Value {
  # A value of any type. Pointers of lists and structs are encoded as the type says.
  union {
    void @0 :Void;
    bool @1 :Bool;
    int8 @2 :Int8;
    int16 @3 :Int16;
    int32 @4 :Int32;
    int64 @5 :Int64;
    uint8 @6 :UInt8;
    uint16 @7 :UInt16;
    uint32 @8 :UInt32;
    uint64 @9 :UInt64;
    float32 @10 :Float32;
    float64 @11 :Float64;
    text @12 :Text;
    data @13 :Data;
    list @14 :AnyPointer;

    enum @15 :UInt16;

    struct @16 :AnyPointer;

    interface @17 :Void;
    anyPointer @18 :AnyPointer;
  }
}

struct Annotation {
  # An annotation where it is applied.
  id @0 :Id;
  brand @2 :Brand;
  value @1 :Value;
}

enum ElementSize {
  # Encodings of list elements, numbered as on the wire.
  empty @0;
  bit @1;
  byte @2;
  twoBytes @3;
  fourBytes @4;
  eightBytes @5;
  pointer @6;
  inlineComposite @7;
}

struct CapnpVersion {
  # The version of the compiler whose requests are like this one.
  major @0 :UInt16;
  minor @1 :UInt8;
  micro @2 :UInt8;
}

struct CodeGeneratorRequest {
  # Everything a generator is told.
  capnpVersion @2 :CapnpVersion;
  nodes @0 :List(Node);
  # The nodes of all requested files, and those that they depend on.
  sourceInfo @3 :List(Node.SourceInfo);
  # For the same nodes.
  requestedFiles @1 :List(RequestedFile);
  # The files to generate code for.

  struct RequestedFile {
    # A file to generate code for.
    id @0 :Id;
    filename @1 :Text;
    # As given on the command line, without the source prefix.
    imports @2 :List(Import);
    # Files that it imports for types and annotations.

    struct Import {
      # An imported file.
      id @0 :Id;
      name @1 :Text;
      # As written in the import.
    }

    fileSourceInfo @3 :FileSourceInfo;
    # What the file says beyond its meaning, for editors.

    struct FileSourceInfo {
      # Where names are used.
      identifiers @0 :List(Identifier);

      struct Identifier {
        # A use of a name.
        startByte @0 :UInt32;
        endByte @1 :UInt32;
        # Where it is.

        union {
          # What it means.
          typeId @2 :UInt64;
          # A declaration.
          member :group {
            # A field, enumerant or method.
            parentTypeId @3 :UInt64;
            ordinal @4 :UInt16;
          }
        }
      }
    }
  }
}
