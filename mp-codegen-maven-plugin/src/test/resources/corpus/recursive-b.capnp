@0xd1a0f0c1b2e3a409;

using A = import "recursive-a.capnp";
using Rec = A.A;

struct B {
  a @0 :Rec;
  c @1 :C;
  n @2 :Int32 = A.a;
}

struct C {
  b @0 :List(B);
  used @1 :A.Used;
  struct NotNeeded { x @0 :Int8; }
}

struct D {
  text @0 :Text;
}

struct NeverUsed {
  x @0 :Int32;
}
