@0xd1a0f0c1b2e3a500;
using A = B;
using B = C;
using C = A;
struct S { a @0 :A;
}
