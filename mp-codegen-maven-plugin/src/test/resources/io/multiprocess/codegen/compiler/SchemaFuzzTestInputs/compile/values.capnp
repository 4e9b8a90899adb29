@0xd1a0f0c1b2e3a500;
struct A { a @0 :Int8 = 200;
b @1 :UInt8 = -1;
c @2 :Text = 5;
d @3 :List(Int8) = [1,"x",300];
e @4 :A = (zz = 1, a = true, 5);
f @5 :E = rad;
g @6 :Bool = 1;
h @7 :Int64 = -9223372036854775809;
i @8 :Data = [1];
j @9 :I = 5;
k @10 :AnyPointer = "x";
l @11 :Void = 0;
m @12 :Int32 = cc;
n @13 :Int32 = .cd;
o @14 :Int32 = 1.5;
p @15 :G = 5;
q @16 :Int32 = embed "x";
r @17 :Text = embed "nope";
s @18 :Float32 = "x";
t @19 :Int32 = foo.bar;
}
enum E { red @0;
green @1;
}
interface I {}
const cc :Int32 = 1;
const cf :Text = "x";
struct G { g @0 :Text;
}
