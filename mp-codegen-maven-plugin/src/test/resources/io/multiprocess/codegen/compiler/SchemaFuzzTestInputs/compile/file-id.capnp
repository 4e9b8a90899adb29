@0x1234;
struct A {}
@0xd1a0f0c1b2e3a500;
