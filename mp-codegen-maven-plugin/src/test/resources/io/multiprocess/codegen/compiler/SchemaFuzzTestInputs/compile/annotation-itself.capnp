@0xd1a0f0c1b2e3a500;
annotation a(annotation) :Text $a("x");
annotation b(*) :S $b();
struct S $b() { a @0 :Text $b();
}
