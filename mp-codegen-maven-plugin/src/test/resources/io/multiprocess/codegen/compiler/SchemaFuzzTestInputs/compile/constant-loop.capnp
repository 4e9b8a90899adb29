@0xd1a0f0c1b2e3a500;
const a :Int32 = .b;
const b :Int32 = .a;
const s :S = (x = .s);
struct S { x @0 :S;
y @1 :Int32 = S.c;
const c :Int32 = .d;
}
const d :Int32 = S.c;
