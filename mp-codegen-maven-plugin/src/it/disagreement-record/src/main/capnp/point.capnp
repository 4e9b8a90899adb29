@0xa3c64b7d0ab7c9d2;

using Java = import "/capnp/java.capnp";
using Proxy = import "/mp/proxy.capnp";

$Java.package("calc");
$Java.outerClassname("PointCapnp");

struct Point $Proxy.wrap("calc.Point") {
  x @0 :Int32;
  y @1 :Int32;
}
