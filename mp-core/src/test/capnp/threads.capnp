# An interface with libmultiprocess's threads, for peers that speak its protocol by hand.

@0xd3c1f7c2a54e8b16;

using Java = import "/capnp/java.capnp";
using Proxy = import "/mp/proxy.capnp";

$Java.package("io.multiprocess.interop");
$Java.outerClassname("ThreadsCapnp");

interface ThreadsRoot $Proxy.wrap("io.multiprocess.interop.Root") {
  construct @0 (threadMap :Proxy.ThreadMap) -> (threadMap :Proxy.ThreadMap);
  makeWorker @1 (context :Proxy.Context) -> (result :ThreadsWorker);
}

interface ThreadsWorker $Proxy.wrap("io.multiprocess.interop.Worker") {
  destroy @0 (context :Proxy.Context) -> ();
  twice @1 (context :Proxy.Context, value :Int32) -> (result :Int32);
  callThrough @2 (context :Proxy.Context, callback :ThreadsCallback, value :Int32) -> (result :Int32);
  # What the callback answers, plus one.
  threadName @3 (context :Proxy.Context) -> (result :Text);
  # Where this runs.
}

interface ThreadsCallback $Proxy.wrap("io.multiprocess.interop.WorkerCallback") {
  destroy @0 (context :Proxy.Context) -> ();
  call @1 (context :Proxy.Context, value :Int32) -> (result :Int32);
}
