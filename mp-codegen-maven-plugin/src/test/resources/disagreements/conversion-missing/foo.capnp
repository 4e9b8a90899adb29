@0xbf5147cbbecf40c1;

using Java = import "/capnp/java.capnp";
using Proxy = import "/mp/proxy.capnp";
using JavaApi = import "/mp/java.capnp";

$Java.package("a.messages");
$Java.outerClassname("FooCapnp");

struct Point $JavaApi.conversion("a.Nowhere") {
  x @0 :Int32;
}

interface Foo $Proxy.wrap("a.Foo") {
  add @0 (a :Point) -> ();
}
