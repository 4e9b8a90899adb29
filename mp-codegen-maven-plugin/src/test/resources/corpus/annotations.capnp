@0xd1a0f0c1b2e3a406 ;

using Other = import "sub/other.capnp";
using import "sub/other.capnp".plain;
using Json = import "/capnp/compat/json.capnp";
$Other.plain;
$Other.number(1);
$plain;

annotation local @0xd1a0f0c1b2e3a4f0 (struct, field) :Bool $Other.number(2);
annotation textual(struct) :Text;
annotation listed(struct) :List(Text);
annotation enumerated(struct) :Kind;
annotation floating(struct) :Float64;
annotation bytes(struct) :Data;
annotation any(struct) :AnyPointer;

enum Kind $Other.number(3) $plain {
  one @0 $Other.number(4);
  two @1;
}

const value :Int32 = 5 $Other.number(5);

struct Annotated @0xd1a0f0c1b2e3a4f1 $local(true) $Other.pair(first = "f", second = 2) $textual("t" "u")
    $listed(["a", "b"]) $enumerated(two) $floating(1.5) $bytes(0x"00ff") $Other.pairs([(first = "x"), (second = 1)]) $any(.pair) {
  a @0 :Int32 $local(false) $Other.number(6);
  b @1 :Text = "x" $Other.pair(second = 5) $Json.name("bee");
  c :group $Other.number(7) {
    d @2 :Bool;
  }
  e :union $Other.number(8) {
    f @3 :Bool $plain;
    g @4 :Text;
  }
}

const pair :Other.Pair = (first = "const");

interface Service $Other.number(9) {
  call @0 (a :Int32 $Other.number(10) $plain, b :Text = "d" $Other.pair(first = "p")) -> (c :Bool $Other.number(11)) $Other.number(12) $plain;
}
