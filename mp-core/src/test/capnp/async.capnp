# Methods whose callers do not wait, and whose servers need not have answered when they return.

@0xbb1e6a6bd3c0a3f1;

using Java = import "/capnp/java.capnp";
using Proxy = import "/mp/proxy.capnp";

$Java.package("io.multiprocess.async");
$Java.outerClassname("AsyncCapnp");

interface AsyncInterface $Proxy.wrap("io.multiprocess.async.AsyncService") {
  construct @0 (threadMap :Proxy.ThreadMap) -> (threadMap :Proxy.ThreadMap);

  twice @1 (arg :Int32) -> (result :Int32);

  twiceOnThread @2 (context :Proxy.Context, arg :Int32) -> (result :Int32);

  fail @3 (context :Proxy.Context, reason :Text) -> ();

  callBack @4 (context :Proxy.Context, callback :IntFunction, arg :Int32) -> (result :Int32);

  never @5 () -> ();
}

interface IntFunction $Proxy.wrap("java.util.function.IntUnaryOperator") {
  destroy @0 (context :Proxy.Context) -> ();
  call @1 (context :Proxy.Context, arg :Int32) -> (result :Int32);
}
