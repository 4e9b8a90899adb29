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
}
