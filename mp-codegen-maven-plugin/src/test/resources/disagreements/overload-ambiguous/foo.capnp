@0xbf5147cbbecf40c1;

using Java = import "/capnp/java.capnp";
using Proxy = import "/mp/proxy.capnp";

$Java.package("a.messages");
$Java.outerClassname("FooCapnp");

interface Foo $Proxy.wrap("a.Foo") {
  add @0 (a :Text) -> ();
}
