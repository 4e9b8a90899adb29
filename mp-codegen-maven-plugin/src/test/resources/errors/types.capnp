@0xd1a0f0c1b2e3a500;
struct A { a @0 :Txt;
b @1 :List;
c @2 :List(Text, Text);
d @3 :Text(Int8);
e @4 :A.B;
f @5 :List(AnyPointer);
g @6 :5;
h @7 :G(Int32);
i @8 :G(Text, Text);
j @9 :Object;
k @10 :a;
l @11 :"x";
m @12 :G(T = Text);
n @13 :G(Text)(Text);
o @14 :import "nope.capnp";
p @15 :c; q @16 :List(Txt);
}
struct G(T) { a @0 :T(Text);
b @1 :T.x;
}
const c :Int32 = 1;
interface I { m @0 (x :Int32, x :Text) -> (y :Int8, y :Int8); }
