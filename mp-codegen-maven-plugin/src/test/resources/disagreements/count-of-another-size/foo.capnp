@0xbf5147cbbecf40c1;

using Java = import "/capnp/java.capnp";
using Proxy = import "/mp/proxy.capnp";

$Java.package("a.messages");
$Java.outerClassname("FooCapnp");

interface Foo $Proxy.wrap("a.Foo") {
  add @0 (range :Range $Proxy.count(2)) -> ();
  struct Range { from @0 :Int32; to @1 :Int32; unit @2 :Text; }
}
