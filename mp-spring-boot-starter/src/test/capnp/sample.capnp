# Interfaces for the starter's tests.

@0xbb1f0c8e5d7a2964;

using Java = import "/capnp/java.capnp";
using Proxy = import "/mp/proxy.capnp";

$Java.package("io.multiprocess.spring.sample");
$Java.outerClassname("SampleCapnp");

interface Greeter @0xc5a0d1e27b3f4896 $Proxy.wrap("io.multiprocess.spring.sample.Greeter") {
    greet @0 (context :Proxy.Context, name :Text) -> (result :Text);
    fail @1 (context :Proxy.Context, reason :Text) -> ();
    user @2 (context :Proxy.Context) -> (result :Text);
}

interface Farm @0xd9b38c64f01e57a2 $Proxy.wrap("io.multiprocess.spring.sample.Farm") {
    construct @0 (threadMap :Proxy.ThreadMap) -> (threadMap :Proxy.ThreadMap);
    makeGreeter @1 (context :Proxy.Context, greeting :Text) -> (result :Greeter);
    pid @2 (context :Proxy.Context) -> (result :Int64);
}

interface Animal @0xe1734fa8b5c2d069 $Proxy.wrap("io.multiprocess.spring.sample.Animal") {
    sound @0 (context :Proxy.Context) -> (result :Text);
}

interface Dog @0xf28a5d16c3e79b40 extends(Animal) $Proxy.wrap("io.multiprocess.spring.sample.Dog") {
    fetch @0 (context :Proxy.Context) -> (result :Text);
}

interface Cat @0x93b6e0f7a48d512c extends(Animal) $Proxy.wrap("io.multiprocess.spring.sample.Cat") {
    ignore @0 (context :Proxy.Context) -> (result :Text);
}

interface Dreamer @0x8f0e2d49c6a7b153 $Proxy.wrap("io.multiprocess.spring.sample.Dreamer") {
    dream @0 (context :Proxy.Context, name :Text) -> (result :Text);
    mood @1 () -> (result :Text);
}
