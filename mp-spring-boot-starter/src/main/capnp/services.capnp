# What every server of the starter offers beside the interfaces of its beans, under the same bootstrap object.

@0xd3a1c5f0b7e24986;

using Java = import "/capnp/java.capnp";
using Proxy = import "/mp/proxy.capnp";

$Java.package("io.multiprocess.spring.services");
$Java.outerClassname("ServicesCapnp");

interface Services @0xa9c8e2d47b5f1036 {
    # Swaps thread maps for interfaces that have no construct of their own, and knows what is served.

    construct @0 (threadMap :Proxy.ThreadMap) -> (threadMap :Proxy.ThreadMap);
    # The same as in a libmultiprocess root.

    list @1 () -> (services :List(ServiceInfo));
    # Everything that is served.

    find @2 (interfaceId :UInt64, name :Text) -> (service :Service);
    # The service of this interface and name, or null when there is none.
}

interface Service @0x8d7e3fb15a92c60b {
    # A service of the interface that was asked for.
}

struct ServiceInfo @0xf1b26d8e40c7935a {
    interfaceId @0 :UInt64;

    name @1 :Text;
    # Empty for the unnamed service of the interface.

    displayName @2 :Text;
    # The interface as the server's schema calls it.
}
