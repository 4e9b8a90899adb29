@0xbf5147cbbecf40c1;

using Java = import "/capnp/java.capnp";
using Proxy = import "/mp/proxy.capnp";
using JavaApi = import "/mp/java.capnp";

$Java.package("a.messages");
$Java.outerClassname("FooCapnp");

enum Color $JavaApi.type("a.Color") {
  red @0;
  green @1;
}

interface Foo $Proxy.wrap("a.Foo") {
  add @0 (a :Color) -> ();
}
