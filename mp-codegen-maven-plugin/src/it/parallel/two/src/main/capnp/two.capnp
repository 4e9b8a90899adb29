@0xd1f6a7b8c9d00802;
$import "/capnp/java.capnp".package("two");

struct Two {
  from @0 :import "/lib/point.capnp".Point;
  all @1 :List(Two);
}
