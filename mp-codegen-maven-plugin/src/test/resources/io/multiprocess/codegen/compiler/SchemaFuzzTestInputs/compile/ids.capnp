@0xd1a0f0c1b2e3a500;
struct A @0xd1a0f0c1b2e3a501 {}
struct B @0xd1a0f0c1b2e3a501 {}
struct A {}
struct C @5 {}
