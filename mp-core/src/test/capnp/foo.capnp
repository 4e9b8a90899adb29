# Every kind of value and call that libmultiprocess's own tests pass between processes.
# Same wire as its FooInterface: file id, names, ordinals and types agree, so that either side may be C++.

@0xe102a54b33a43a20;

using Java = import "/capnp/java.capnp";
using Proxy = import "/mp/proxy.capnp";

$Java.package("io.multiprocess.foo");
$Java.outerClassname("FooCapnp");

interface FooInterface $Proxy.wrap("io.multiprocess.foo.FooImplementation") {
  # Ordinals are out of order on purpose: methods stand by subject.

  add @0 (a :Int32, b :Int32) -> (result :Int32);
  addOut @19 (a :Int32, b :Int32) -> (ret :Int32);
  addInOut @20 (x :Int32, sum :Int32) -> (sum :Int32);
  mapSize @1 (map :List(Pair(Text, Text))) -> (result :Int32);
  pass @2 (arg :FooStruct) -> (result :FooStruct);
  raise @3 (arg :FooStruct) -> (error :FooStruct $Proxy.exception("io.multiprocess.foo.FooException"));

  initThreadMap @4 (threadMap :Proxy.ThreadMap) -> (threadMap :Proxy.ThreadMap);
  # Trades thread maps; methods with a context work after it.

  callback @5 (context :Proxy.Context, callback :FooCallback, arg :Int32) -> (result :Int32);
  callbackUnique @6 (context :Proxy.Context, callback :FooCallback, arg :Int32) -> (result :Int32);
  callbackShared @7 (context :Proxy.Context, callback :FooCallback, arg :Int32) -> (result :Int32);
  saveCallback @8 (context :Proxy.Context, callback :FooCallback) -> ();
  callbackSaved @9 (context :Proxy.Context, arg :Int32) -> (result :Int32);
  callbackExtended @10 (context :Proxy.Context, callback :ExtendedCallback, arg :Int32) -> (result :Int32);

  passCustom @11 (arg :FooCustom) -> (result :FooCustom);
  passEmpty @12 (arg :FooEmpty) -> (result :FooEmpty);
  passData @24 (arg :Data) -> (result :Data);
  passMessage @13 (arg :FooMessage) -> (result :FooMessage);
  passMutable @14 (arg :FooMutable) -> (arg :FooMutable);
  passEnum @15 (arg :Int32) -> (result :Int32);
  passDouble @23 (arg :Float64) -> (result :Float64);
  passDataPointers @22 (arg :List(Data)) -> (result :List(Data));

  passFn @16 (context :Proxy.Context, fn :FooFn) -> (result :Int32);
  callFn @17 () -> ();
  callFnAsync @18 (context :Proxy.Context) -> ();
  callIntFnAsync @21 (context :Proxy.Context, arg :Int32) -> (result :Int32);
}

interface FooCallback $Proxy.wrap("io.multiprocess.foo.FooCallback") {
  destroy @0 (context :Proxy.Context) -> ();
  call @1 (context :Proxy.Context, arg :Int32) -> (result :Int32);
}

interface ExtendedCallback extends(FooCallback) $Proxy.wrap("io.multiprocess.foo.ExtendedCallback") {
  callExtended @0 (context :Proxy.Context, arg :Int32) -> (result :Int32);
}

interface FooFn $Proxy.wrap("java.util.function.IntSupplier") {
  destroy @0 (context :Proxy.Context) -> ();
  call @1 (context :Proxy.Context) -> (result :Int32);
}

struct FooStruct $Proxy.wrap("io.multiprocess.foo.FooStruct") {
  name @0 :Text;
  setInt @1 :List(Int32);
  vectorBool @2 :List(Bool);
  optionalInt @3 :Int32;
  hasOptionalInt @4 :Bool;
  unorderedSetInt @5 :List(Int32);
  mapStringInt @6 :List(StringIntPair);
}

struct FooCustom $Proxy.wrap("io.multiprocess.foo.FooCustom") {
  v1 @0 :Text;
  v2 @1 :Int32;
}

struct FooEmpty $Proxy.wrap("io.multiprocess.foo.FooEmpty") {
}

struct FooMessage {
  # Built and read by a conversion of the user's.
  message @0 :Text;
}

struct FooMutable {
  # The same, and passed in and out.
  message @0 :Text;
}

struct Pair(T1, T2) {
  first @0 :T1;
  second @1 :T2;
}

struct StringIntPair {
  first @0 :Text;
  second @1 :Int32;
}
