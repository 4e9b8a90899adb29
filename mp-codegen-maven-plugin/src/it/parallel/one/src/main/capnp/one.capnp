@0xd1f6a7b8c9d00801;
$import "/capnp/java.capnp".package("one");

struct One {
  from @0 :import "/lib/point.capnp".Point;
  all @1 :List(One);
}
