@0xd1a0f0c1b2e3a500;
struct A { a @0 Text; b :Text; c @ :Text; d @x :Text; 5 @1 :Text; e @2 :; f @3 :Text =; g @4 :Text extra; h @5 :List(Text; i @6 :Text }
stuct B {}
struct {} 
enum E { a; b @0 = 5; c @1 }
interface I { m; n @0; o @1 () -> ; p @2 (a) -> (b :); q @3 (,) ; r @4 [T (a :T); s @5 stream; }
const x;
const y = 5;
const z :Int8;
annotation q :Text;
using Foo;
using 5;
foo;
struct Z;
const k :Int8 = 5 {}
