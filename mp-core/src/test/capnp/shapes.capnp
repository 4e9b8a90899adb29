# What libmultiprocess's schemas have no example of, against Java types that the plugin writes.

@0xd5c1f9b07a3e6428;

using Java = import "/capnp/java.capnp";
using Proxy = import "/mp/proxy.capnp";

$Java.package("io.multiprocess.shapes");
$Java.outerClassname("ShapesCapnp");

interface Studio $Proxy.wrap("art::Studio") {
  # Draws and measures.

  destroy @0 (context :Proxy.Context) -> ();
  area @1 (context :Proxy.Context, shape :Shape) -> (result :Float64);
  # How large a shape is.
  mirror @2 (shape :Shape) -> (result :Shape);
  paint @3 (context :Proxy.Context, color :Color, layers :List(Color) ) -> (result :Color);
  limits @4 (a :UInt8, b :UInt16, c :UInt32, d :UInt64) -> (a :UInt8, b :UInt16, c :UInt32, d :UInt64);
  name @5 (first :Text, scale :Float32 = 1.5, count :Int32 = 3, loud :Bool = true) -> (result :Text);
  find @6 (key :Text) -> (result :Int64, hasResult :Bool);
  swap @7 (pair :Pair(Text, List(Pair(Text, Text)))) -> (result :Pair(List(Pair(Text, Text)), Text));
  brushes @8 (context :Proxy.Context, count :Int32) -> (result :List(Brush));
  useAll @9 (context :Proxy.Context, brushes :List(Brush)) -> (result :Int32);
  draw @10 (picture :Picture) -> (result :Picture);
  fail @11 (reason :Text) -> (error :Text $Proxy.exception("std::exception"), odd :Text $Proxy.exception("art::Oddity"));
  wait @12 (context :Proxy.Context) -> ();
  construct @13 (threadMap :Proxy.ThreadMap) -> (threadMap :Proxy.ThreadMap);
  brush @14 (context :Proxy.Context, width :Int32) -> (result :Brush);
  # A brush of that width.
  span @15 (range :Range $Proxy.count(2), label :Text) -> (result :Text);
  # One parameter that is two in Java.
  note @16 (note :Note) -> (result :Note);
  # The same note, or nothing for one without a text.
  sign @17 (name :Text) -> (note :Note, result :Bool);
}

interface Brush $Proxy.wrap("art::Brush") {
  destroy @0 (context :Proxy.Context) -> ();
  width @1 (context :Proxy.Context) -> (result :Int32);
  twin @2 (context :Proxy.Context) -> (result :Brush);
}

enum Color { red @0; darkGreen @1; blue @2; }

struct Shape {
  # A shape with a name.
  name @0 :Text;
  union {
    none @1 :Void;
    circle :group { radius @2 :Float64; }
    polygon @3 :List(Point);
    label @4 :Text;
  }
}

struct Point { x @0 :Int32 = 7; y @1 :Int32; }

struct Picture {
  frame :group { width @0 :UInt16; height @1 :UInt16; }
  mode :union { plain @2 :Void; tinted @3 :Color; }
  parts @4 :List(Shape);
  under @5 :Picture;
  blob @6 :List(List(Int16));
}

struct Note { text @0 :Text; at @1 :Point; tags @2 :Pair(Text, Point); }

struct Range { from @0 :Int32; to @1 :Int32; }

struct Pair(A, B) { first @0 :A; second @1 :B; }
