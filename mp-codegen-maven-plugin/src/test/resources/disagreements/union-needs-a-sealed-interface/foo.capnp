@0xbf5147cbbecf40c1;

using Java = import "/capnp/java.capnp";
using Proxy = import "/mp/proxy.capnp";

$Java.package("a.messages");
$Java.outerClassname("FooCapnp");

struct Shape $Proxy.wrap("a.Shape") {
  union {
    none @0 :Void;
    radius @1 :Float64;
  }
}
