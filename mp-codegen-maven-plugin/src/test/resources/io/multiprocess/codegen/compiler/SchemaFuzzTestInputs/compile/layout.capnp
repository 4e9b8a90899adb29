@0xd1a0f0c1b2e3a404;

struct Holes {
  a @0 :Bool;
  b @1 :Int64;
  c @2 :Int8;
  d @3 :Int32;
  e @4 :Int16;
  f @5 :Bool;
  g @6 :Int16;
  h @7 :Int8;
  i @8 :Int8;
  j @9 :Bool;
}

struct OutOfOrder {
  z @3 :Int8;
  y @0 :Int64;
  group1 :group {
    x @2 :Bool;
    inner :group {
      w @1 :Int32;
    }
  }
  v @4 :Text;
}

struct Retroactive {
  union {
    foo @0 :UInt16;
    bar @2 :UInt32;
  }
  baz @1 :UInt16;
}

struct Explicit {
  a @0 :Int32;
  u @1! :union {
    b @2 :Int8;
    c @3 :Int64;
    d @4 :Void;
  }
  e @5 :Int8;
}

struct ManyUnions {
  union0 :union {
    u0f0s0 @4 :Void;
    u0f0s1 @5 :Bool;
    u0f0s8 @6 :Int8;
    u0f0s16 @7 :Int16;
    u0f0s32 @8 :Int32;
    u0f0s64 @9 :Int64;
    u0f0sp @10 :Text;
    u0f1s0 @11 :Void;
    u0f1s1 @12 :Bool;
  }
  bit0 @0 :Bool;
  bit2 @1 :Bool;
  union1 :union {
    u1f0s0 @13 :Void;
    u1f0s1 @14 :Bool;
    u1f1s8 @15 :Int8;
    u1g :group {
      a @16 :Int8;
      b @17 :Int64;
      c @18 :Text;
      d @19 :Text;
      v :union {
        e @20 :Int16;
        f @21 :Int8;
        g @22 :Void;
      }
    }
  }
  byte0 @2 :UInt8;
  union {
    x @3 :Int32;
    y @23 :Int64;
    z :union {
      za @24 :Int8;
      zb @25 :Int32;
    }
    vvv :group {
      p @26 :Bool;
      q @27 :Bool;
      r @28 :Int8;
      s @29 :Int8;
      t @30 :Int16;
      u @31 :Int32;
      w @32 :Int64;
    }
  }
}

struct VoidUnion {
  union {
    a @0 :Void;
    b @1 :Void;
  }
  named :union {
    c @2 :Void;
    d :group {
      e @3 :Void;
      f :union {
        g @4 :Void;
        h @5 :Void;
      }
    }
  }
}

struct GroupsInUnion {
  union {
    g1 :group { a @0 :Int8; b @2 :Int8; c @4 :Int32; }
    g2 :group { a @1 :Int16; b @3 :Int64; c @5 :Text; d @6 :Text; }
    g3 :group { a @7 :Int32; b @8 :Bool; c @9 :Bool; d @10 :Text; e @11 :Text; f @12 :Text; }
  }
}

struct NestedTypes {
  struct A {
    struct B {
      struct C { c @0 :NestedTypes.A.B; d @1 : .NestedTypes; e @2 :B; f @3 :D; }
      enum D { d @0; }
      b @0 :D;
    }
    a @0 :B.C;
  }
  interface I { m @0 (a :A.B) -> A; }
  n @0 :A.B.C;
}

struct UnnamedUnionInGroup {
  g :group {
    a @0 :Int32;
    union {
      b @1 :Int8;
      c @2 :Text;
    }
    d @3 :Bool;
  }
  union {
    e @4 :Int8;
    f @5 :Int64;
  }
}
