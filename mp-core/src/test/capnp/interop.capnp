# What the peers written with the C++ library and ours ask of each other. Both implement all of it.

@0xc39a5b3f0e6d7a21;

using Java = import "/capnp/java.capnp";

$Java.package("io.multiprocess.interop");
$Java.outerClassname("InteropCapnp");

interface Peer {
  # The bootstrap capability of either side.

  echo @0 (data :Data) -> (data :Data);
  # Gives back what it gets.

  fail @1 (reason :Text) -> ();
  # Fails with this reason.

  callBack @2 (callback :Callback, times :UInt32) -> (sum :Int64);
  # Calls back with 0, 1, … one after the other, and adds up the answers.

  makeCounter @3 (start :Int64) -> (counter :Counter);
  # A new counter. Callers may use it before the answer is there.

  reflect @4 (object :Capability) -> (object :Capability);
  # Gives back the capability that it gets.

  makeLatch @5 () -> (latch :Latch);
  # A promise that is kept when its maker is told to.

  calculator @6 () -> (calculator :Calculator);

  openSink @7 () -> (sink :Sink);

  forward @8 (counter :Counter, by :Int64) -> CounterValue;
  # `counter.add(by)` as a tail call.

  hang @9 () -> ();
  # Answers only if cancelled.

  cancelledCalls @10 () -> (count :UInt32);
  # How many calls of `hang` were cancelled so far on this connection.

  reflectList @11 (counters :List(Counter)) -> (counters :List(Counter));
  # Capabilities in a list, back to front.

  reflectAny @12 (object :AnyPointer) -> (object :AnyPointer);
  # Gives back whatever it gets, with the capabilities in it.
}

interface Callback {
  call @0 (number :UInt32) -> (answer :Int64);
}

interface Counter {
  add @0 (by :Int64) -> CounterValue;
  # Adds and gives the sum.

  mark @1 (reference :UInt64, sequence :UInt64) -> ();
  # Fails unless the sequence numbers of each reference come as 1, 2, 3, …: calls made on one reference stay in order.

  another @2 () -> (counter :Counter);
  # The same counter.

  marks @3 () -> (count :UInt64);
  # How many marks were in order so far.
}

struct CounterValue {
  value @0 :Int64;
}

interface Latch {
  promised @0 () -> (counter :Counter);
  # Answers when opened.

  open @1 (counter :Counter) -> ();
  # Answers all calls of `promised` with this counter.
}

interface Sink {
  write @0 (chunk :Data) -> stream;
  end @1 () -> (bytes :UInt64, checksum :UInt64);
  # The checksum starts at 0; for each byte b it becomes 31 * checksum + b (modulo 2^64).
}

interface Calculator {
  # Formulas whose parts may be values that are not there yet, and functions that live in either process.

  evaluate @0 (formula :Formula) -> (value :Value);
  define @1 (parameters :UInt32, body :Formula) -> (function :Function);
  operator @2 (kind :Operator) -> (function :Function);
}

struct Formula {
  union {
    number @0 :Float64;
    value @1 :Value;
    parameter @2 :UInt32;
    apply :group {
      function @3 :Function;
      arguments @4 :List(Formula);
    }
  }
}

interface Value {
  get @0 () -> (number :Float64);
}

interface Function {
  apply @0 (arguments :List(Float64)) -> (result :Float64);
}

enum Operator {
  add @0;
  subtract @1;
  multiply @2;
  divide @3;
}
