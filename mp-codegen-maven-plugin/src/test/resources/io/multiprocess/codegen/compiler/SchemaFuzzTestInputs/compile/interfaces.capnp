@0xd1a0f0c1b2e3a407;

interface Root {}

interface A extends(Root) {
  # Comment of an interface.
  one @0 () -> ();
  # Comment of a method.
  two @1 (x :Int32) -> (y :Int32, z :Text);
}

interface B extends(Root) {
  struct Args { a @0 :Int32; }
  struct Result { r @0 :A; }
  call @0 Args -> Result;
  mixed @1 Args -> (r :Text);
  back @2 (a :A, b :B) -> Args;
  streaming @3 (chunk :Data) -> stream;
  streamingNamed @4 Args -> stream;
  noResults @5 Args;
}

interface C extends(A, B) {
  own @0 (callback :C, list :List(A)) -> (c :C);
  enum Local { x @0; }
  local @1 (l :Local) -> (l :Local);
}

struct Holder {
  a @0 :A;
  b @1 :List(B);
  union {
    c @2 :C;
    none @3 :Void;
  }
}
