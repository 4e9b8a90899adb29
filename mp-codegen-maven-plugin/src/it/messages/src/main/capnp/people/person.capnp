@0xc1d2e3f4a5b60701;
# No $Java annotations: the package is that of the C++ namespace.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("people");

struct Person {
  name @0 :Text;
  age @1 :UInt8 = 18;
}
