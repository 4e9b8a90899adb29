@0xa9e4f5d0c3b21707;
# Types named like those of the runtime, in a class named like one of the runtime's.

using Java = import "/capnp/java.capnp";
$Java.package("example.clashes");
$Java.outerClassname("StructFactory");

struct Text { number @0 :Int32; lists @1 :List(List(Text)); }
struct Data { text @0 :Text = (number = 5); }
struct AnyPointer { data @0 :Data; override @1 :Override; enum Override { string @0; } }
struct StructSize { list @0 :List(StructSize); }
struct Deprecated { generated @0 :Bool; }
