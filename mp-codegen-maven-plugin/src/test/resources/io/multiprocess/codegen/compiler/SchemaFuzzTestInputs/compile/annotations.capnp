@0xd1a0f0c1b2e3a500;
annotation f(field) :Text;
annotation v(struct) :Void;
annotation bad(foo, struct, struct, strct) :Text;
annotation star(*, struct) :Text;
struct A $f("x") $v(5) $nope $A $f { a @0 :Int8 $f $v $f(5);
}
$v;
$f("x");
