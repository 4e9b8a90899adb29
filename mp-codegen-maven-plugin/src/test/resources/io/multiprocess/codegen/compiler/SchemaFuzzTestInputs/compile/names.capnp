@0xd1a0f0c1b2e3a500;
struct a {}
enum b { C @0;
}
interface c { D @0 ();
}
const E :Int8 = 1;
annotation F(*) :Void;
struct G { H @0 :Int8;
i_j @1 :Int8;
dup @2 :Int8;
dup @3 :Int8;
k :group { dup @4 :Int8;
dup @5 :Int8;
}
union { dup @6 :Int8;
x @7 :Int8;
}
}
using lower = G;
using Upper = .cc;
const cc :Int8 = 1;
struct G {}
