@0xd1a0f0c1b2e3a500;
interface A extends(B) {}
interface B extends(A) {}
interface C extends(C) {}
interface D(T) extends(D(Text)) {}
