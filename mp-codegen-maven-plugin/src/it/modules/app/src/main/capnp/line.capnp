@0xc1d2e3f4a5b60706;

using Lib = import "/lib/point.capnp";
$import "/capnp/java.capnp".package("app");

struct Line {
  from @0 :Lib.Point;
  to @1 :Lib.Point;
}
