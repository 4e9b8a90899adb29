@0xd1f6a7b8c9d00803;
$import "/capnp/java.capnp".package("three");

struct Three {
  from @0 :import "/lib/point.capnp".Point;
  all @1 :List(Three);
  declaration @2 :import "/capnp/schema.capnp".Node;
}
