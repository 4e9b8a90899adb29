# A license, which is no comment of anything.

@0xd1a0f0c1b2e3a40a;   # The file's.

struct A {   # On the brace's line.
  # And below.

  # Not this: there was an empty line.
  a @0 :Int32;

  # Not this either.

  b @1 :Int32;
  #No space.
  #  Two spaces.
  #
  # After an empty one.
  c :group {
    d @2 :Int32; # d
    # d2
  }
  # c, late
  union {
    # The union's.
    e @3 :Int32;
    f @4 :Int32;
  }
}
# A, too late because the brace has one.

struct B { x @0 :Int8; }
# B, late.

enum E { # e
  one @0; # one
  two @1;
  # two

  # nothing
}

const c :Text = "# no comment"; # c
annotation a(*) :Text; # a
interface I { # I
  m @0 (a :Int32, # not kept
        b :Int32) -> (c :Int32); # m
}
