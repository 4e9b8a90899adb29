@0xa9e4f5d0c3b21702;
# Names that Java or the generated code wants for itself. */ \u000a @deprecated <b>

$import "/capnp/java.capnp".package("example.clashes");

struct Clashes {
  # Same name as the file's outer class would have.

  class @0 :Int32;
  wait @1 :Text;
  notify @2 :Data;
  notifyAll @3 :List(Text);
  getClass @4 :Bool;
  hashCode @5 :Clashes;
  toString @6 :String;
  builder @7 :Builder;
  reader @8 :Reader;
  factory @9 :Factory;
  which @10 :Which;
  asReader @11 :Void;
  segment @12 :Int64;
  data @13 :Data;
  pointers @14 :UInt8;
  value @15 :Values;
  color @16 :Enum;
  colorOrdinal @17 :Int8;
  import @18 :Nested;
  package :group {
    int @19 :Int32;
    builder :union {
      new @20 :Void;
      null @21 :Text;
      true @22 :Enum;
    }
  }
  clashes :group {
    which @23 :Int16;
    static @24 :Text = "default";
  }

  struct Builder { builder @0 :Builder; }
  struct Reader { reader @0 :List(Reader); }
  struct Factory { factory @0 :List(Factory); union { a @1 :Int8; which @2 :Int8; } }
  struct Which { union { which @0 :Void; values @1 :Void; byTag @2 :Text; } }
  struct Pipeline { x @0 :Int8; }
  struct Nested {
    struct Clashes { deep @0 :Nested; }
    struct Nested { deeper @0 :Clashes; }
    deep @0 :Clashes;
    struct Object { x @0 :Text = "o"; }
    const object :Object = (x = "c");
  }
  enum Enum { values @0; valueOf @1; listFactory @2; fromOrdinal @3; x @4; notInSchema @5; }
  const structSize :Int32 = 1;
  const listFactory :Text = "t";
  const x :Int32 = 3;
  struct X { y @0 :Int32; const z :X = (y = 4); struct Y { w @0 :X; struct Z { y @0 :Y; } } }
}

struct String { x @0 :Text; override @1 :Override; }
struct Override { string @0 :String = (x = "s"); integer @1 :Integer; }
struct Integer { max @0 :Int64 = 1; }
struct StructList { structReader @0 :StructReader; segmentReader @1 :SegmentReader; }
struct Void { text @0 :Runtime.Text; } using Runtime = import "runtime.capnp";
struct StructReader { listFactory @0 :List(List(StructFactory)); }
struct StructFactory { f @0 :List(String) = [(x = "e")]; }
struct SegmentReader { any @0 :AnyPointer; }
struct Schemas { x @0 :Text = "d"; }
struct Values { x @0 :Text = "d"; }
struct Float { f @0 :Float32 = nan; }
struct Short { f @0 :List(Short); }
struct Math { t @0 :Bool; }
struct A { b @0 :B; struct B { a @0 :A; } enum E { a @0; e @1; b @2; } e @1 :E = e; }
const a :A = (b = ());
const float :Float32 = nan;
struct Generic(T, Builder, AnyPointer) {
  t @0 :T;
  b @1 :Builder;
  p @2 :AnyPointer;
  struct Inner(T) { t @0 :T; b @1 :Builder; struct T1 { b @0 :Builder; } }
  inner @3 :Inner(Data);
}
