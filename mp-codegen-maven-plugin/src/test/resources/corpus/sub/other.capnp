@0xd1a0f0c1b2e3a403;

const other :Int32 = 77;

struct Other(T) {
  value @0 :T;
  struct Nested(U) {
    t @0 :T;
    u @1 :U;
  }
  annotation note(field, struct) :Text;
}

interface Base {
  base @0 () -> ();
}

annotation plain(*) :Void;
annotation number(file, const, enum, enumerant, struct, field, union, group, interface, method, param, annotation) :Int32;
annotation pair(struct, field, param, method) :Pair;
annotation pairs(struct) :List(Pair);

struct Pair {
  first @0 :Text;
  second @1 :Int32;
}
