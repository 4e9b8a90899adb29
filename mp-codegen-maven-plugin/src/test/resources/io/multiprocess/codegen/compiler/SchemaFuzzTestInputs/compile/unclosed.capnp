@0xd1a0f0c1b2e3a500;
const a :Text = "abc
; struct A { a @0 :Text = "x; }
