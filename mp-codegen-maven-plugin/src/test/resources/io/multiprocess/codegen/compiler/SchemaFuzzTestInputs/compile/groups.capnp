@0xd1a0f0c1b2e3a500;
struct A { g :group {}
u :union {}
v :union { a @0 :Int8;
}
union { b @1 :Int8;
c @2 :Int8;
union { d @3 :Int8;
e @4 :Int8;
}
}
union { f @5 :Void;
g2 @6 :Void;
}
}
