@0xd1a0f0c1b2e3a5ff;
using Geo = import "x.capnp"; using Go = import "nope.capnp";
struct S { a @0 :Go.Thing; b @1 : .Go.Other; c @2 :Go; d @3 :Gone; }
