@0xd1a0f0c1b2e3a408;

using B = import "recursive-b.capnp";

struct A {
  b @0 :B.B;
  as @1 :List(A);
  d @2 :B.D = (text = "from a");
}

struct Used {
  onlyThisOne @0 :A;
}

const a :Int32 = 1;
