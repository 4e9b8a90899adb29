# What ours is measured with.

@0xe4b1f2a75c8d9036;

using Java = import "/capnp/java.capnp";
using MpJava = import "/mp/java.capnp";
using Proxy = import "/mp/proxy.capnp";

$Java.package("io.multiprocess.benchmarks.contender");
$Java.outerClassname("BenchmarkCapnp");

interface EchoInterface $Proxy.wrap("io.multiprocess.benchmarks.contender.EchoService") {
  construct @0 (threadMap :Proxy.ThreadMap) -> (threadMap :Proxy.ThreadMap);
  echo @1 (data :Data) -> (result :Data);
  # Runs on the event loop.
  echoOnThread @2 (context :Proxy.Context, data :Data) -> (result :Data);
  # Runs on the thread that belongs to the caller.
  echoThrough @3 (context :Proxy.Context, callback :EchoCallback, data :Data) -> (result :Data);
  # Gives what the callback gives.
  echoOrder @4 (order :OrderData) -> (result :OrderData);
  echoLater @5 (data :Data) -> (result :Data);
  # As echo, for callers that do not wait.
}

interface EchoCallback $Proxy.wrap("io.multiprocess.benchmarks.contender.EchoBack") {
  back @0 (context :Proxy.Context, data :Data) -> (result :Data);
}

struct OrderData $Proxy.wrap("io.multiprocess.benchmarks.message.Order") {
  id @0 :Int64;
  customerId @1 :Int64;
  placedAtMillis @2 :Int64;
  updatedAtMillis @3 :Int64;
  currency @4 :Text;
  totalCents @5 :Int64;
  taxCents @6 :Int64;
  discount @7 :Float64;
  weightKilograms @8 :Float32;
  priority @9 :Int32;
  gift @10 :Bool;
  paid @11 :Bool;
  status @12 :Status;
  reference @13 :Text;
  note @14 :Text;
  shipping @15 :PlaceData;
  lines @16 :List(LineData);
  tags @17 :List(Text);
  attributes @18 :List(TextEntry);
  counters @19 :List(NumberEntry);
}

enum Status $MpJava.type("io.multiprocess.benchmarks.message.Order.Status") {
  new @0;
  packed @1;
  shipped @2;
  delivered @3;
}

struct PlaceData $Proxy.wrap("io.multiprocess.benchmarks.message.Order.Place") {
  name @0 :Text;
  street @1 :Text;
  city @2 :Text;
  postalCode @3 :Text;
  country @4 :Text;
  latitude @5 :Float64;
  longitude @6 :Float64;
}

struct LineData $Proxy.wrap("io.multiprocess.benchmarks.message.Order.Line") {
  sku @0 :Text;
  title @1 :Text;
  quantity @2 :Int32;
  priceCents @3 :Int64;
  serials @4 :List(Int64);
}

struct TextEntry {
  key @0 :Text;
  value @1 :Text;
}

struct NumberEntry {
  key @0 :Text;
  value @1 :Int64;
}
