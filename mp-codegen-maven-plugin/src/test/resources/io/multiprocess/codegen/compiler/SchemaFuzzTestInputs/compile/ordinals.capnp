@0xd1a0f0c1b2e3a500;
struct A { a @0 :Int8;
b @0 :Int8;
c @3 :Int8;
d @99999 :Int8;
}
enum E { a @1;
b @1;
}
interface I { a @0 ();
b @0 ();
c @7 ();
}
