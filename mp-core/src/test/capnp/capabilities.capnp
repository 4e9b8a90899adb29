@0xd3e4f5a6b7c80901;
# Capabilities wherever a schema can have them, under names that Java would rather keep.

using Java = import "/capnp/java.capnp";
$Java.package("io.multiprocess.capability.schema");
$Java.outerClassname("Capabilities");

interface Base {
  call @0 (text :Text) -> (text :Text);
  class @1 () -> ();
}

interface Other {
  call @0 (number :Int32) -> (number :Int32);
  getClass @1 () -> (client :Client, server :Other);
  struct Client { other @0 :Other; }
  struct Server { base @0 :Base; }
}

interface Both extends(Base, Other) {
  wait @0 (lock :Holder) -> (holder :Holder);
  notify @1 (class :Both) -> stream;
  dispatch @2 (context :List(Both)) -> (list :List(List(Base)));
  close @3 [T] (value :T) -> (value :T);
  yield @4 Holder -> Other.Client;
  released @5 () -> (any :AnyPointer, capability :Capability);
  capability @6 (builder :Box(Base)) -> (pipeline :Box(Both));
  toString @7 () -> ();
  struct WaitParams { x @0 :Int32; }
}

struct Holder {
  number @0 :Int32;
  text @1 :Text;
  base @2 :Base;
  bases @3 :List(Base);
  matrix @4 :List(List(Base));
  any @5 :Capability;
  anys @6 :List(Capability);
  child @7 :Holder;
  children @8 :List(Holder);
  boxed @9 :Box(Base);
  boxes @10 :List(Box(Base));
  union {
    nothing @11 :Void;
    both @12 :Both;
    grown @13 :Holder;
  }
}

struct Box(T) {
  value @0 :T;
  name @1 :Text;
  inner @2 :Box(T);
  inners @3 :List(Box(T));
}

# Knows of no capability; one may be in it nevertheless.
struct Parcel {
  content @0 :AnyPointer;
  parcel @1 :Parcel;
  parcels @2 :List(Parcel);
}

interface Source(T) {
  get @0 () -> (value :T);
}

interface Store(T) extends(Source(T)) {
  put @0 (value :T, sources :List(Source(T)), mixed :Box(Source(T))) -> (previous :T, same :Store(T));
  convert @1 [U] (value :T, by :Converter(T, U)) -> (value :U, box :Box(U));
  interface Shelf(K) {
    find @0 (key :K) -> (value :T, box :Box(T));
    swap @1 Shelves(T) -> Shelves(K);
  }
}

interface Converter(From, To) {
  convert @0 (value :From) -> (value :To);
}

interface TextStore extends(Store(Text), Converter(Text, List(Int32))) {
  rename @0 [T, Text] (old :T, new :Text, store :Store(Data)) -> stream;
}

struct Shelves(T) {
  store @0 :Store(T);
  stores @1 :List(Store(T));
  matrix @2 :List(List(Source(T)));
  boxed @3 :Box(Source(T));
  boxes @4 :List(List(Box(Source(T))));
  next @5 :Shelves(Source(T));
  choice :union {
    value @6 :T;
    source @7 :Source(T);
    many @8 :List(Shelves(T));
  }
}

struct Bound {
  shelves @0 :Shelves(Text);
  list @1 :List(Shelves(Data));
  lists @2 :List(List(Shelves(Text)));
  holders @3 :List(List(Holder));
  deep @4 :List(List(List(Base)));
  store @5 :Store(Holder);
  boxed @6 :Box(Store(Box(Base)));
  shelf @7 :Store(Text).Shelf(Data);
  any @8 :AnyPointer;
  unbound @9 :Store;
}

interface Pipelined {
  ask @0 () -> (
    plain :Int32,
    deep :Deep,
    any :AnyPointer,
    box :Box(Base),
    pair :AnyOnly);
  whole @1 () -> Deep;
  struct Deep {
    group :group {
      base @0 :Base;
      inner :union {
        holder @1 :Holder;
        number @2 :Int32;
        more :group {
          store @3 :Store(Text);
          any @4 :AnyPointer;
        }
      }
      plain :group { x @5 :Int32; }
    }
    union {
      child @6 :Deep;
      other @7 :Other;
      capability @8 :Capability;
    }
  }
  struct AnyOnly { x @0 :Int32; any @1 :AnyPointer; }
}
