@0xd1a0f0c1b2e3a405;

using Other = import "sub/other.capnp";
using Alias = Other.Other;
using BoundAlias = Other.Other(Text);
using Inner = Other.Other(Data).Nested;

struct Box(T) {
  value @0 :T;
  list @1 :List(Box(T));
  self @2 :Box(T);
  other @3 :Box(Box(T));
  nested @4 :Nested;
  nestedOther @5 :Box(Text).Nested;
  struct Nested {
    t @0 :T;
    box @1 :Box(T);
    unbound @2 :Box;
    union { a @3 :T; g :group { b @4 :T; } }
  }
  interface Getter(U) {
    get @0 (u :U) -> (t :T, u :U);
    map @1 [A, B] (a :A, f :Function(A, B)) -> (b :B, box :Box(A));
    named @2 [A] Box(A) -> Box(A).Nested;
  }
  enum E { e @0; }
  const c :Int32 = 4;
  annotation tag(struct, field) :T;
}

interface Function(In, Out) {
  apply @0 (in :In) -> (out :Out);
}

interface Derived(T) extends(Function(T, Text), Other.Base) {
  more @0 (t :T) -> stream;
}

struct Map(Key, Value) {
  entries @0 :List(Entry);
  struct Entry {
    key @0 :Key;
    value @1 :Value;
  }
}

struct Uses $Box(Text).tag("on a struct") {
  a @0 :Box(Text);
  b @1 :Box(Data);
  c @2 :Box(List(Int32));
  d @3 :Box(Box(Uses));
  e @4 :Box(AnyPointer);
  f @5 :Box;
  g @6 :Box.Nested;
  h @7 :Box(Text).Nested;
  i @8 :Box(Text).Getter(Data);
  j @9 :Map(Text, Box(Data));
  k @10 :Alias(Text);
  l @11 :BoundAlias;
  m @12 :Inner(Text);
  n @13 :Other.Other(Text).Nested(Data);
  o @14 :Box(Function(Text, Data));
  p @15 :Box(Text).E;
  q @16 :List(Map(Text, Text));
  r @17 :Map(Text, Text).Entry;
  s @18 :Derived(Uses) $Other.Other(Text).note("generic annotation");
  defaults @19 :Map(Text, Box(Data)) = (entries = [(key = "k", value = (value = "v"))]);
  boxed @20 :Box(Text) = (value = "text", list = [(value = "a")], nested = (t = "t"));
}

struct Scope(T) {
  using Local = Box(T);
  using Foreign = Other.Pair;
  a @0 :Local;
  b @1 :Foreign;
  c @2 :Deep.Deeper;
  struct Deep(V) {
    struct Deeper(W) {
      t @0 :T;
      v @1 :V;
      w @2 :W;
      l @3 :Local;
      s @4 :Scope(W).Deep(T).Deeper(V);
    }
  }
}

interface Generic(T) {
  method @0 (in :T) -> (out :T);
  struct Params { t @0 :T; }
  withStruct @1 Params -> Params;
  implicit @2 [X, Y] (x :X, y :Box(List(Text))) -> (b :Box(X), t :T);
}
