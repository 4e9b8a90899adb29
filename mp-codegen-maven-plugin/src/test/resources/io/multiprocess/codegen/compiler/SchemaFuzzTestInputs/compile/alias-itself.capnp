@0xd1a0f0c1b2e3a500;
using A = A;
using B = .B;
using C = C.D;
