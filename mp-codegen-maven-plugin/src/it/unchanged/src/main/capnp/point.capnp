@0xc1d2e3f4a5b60703;

$import "/capnp/java.capnp".package("geometry");

struct Point {
  x @0 :Int32;
  y @1 :Int32;
}
