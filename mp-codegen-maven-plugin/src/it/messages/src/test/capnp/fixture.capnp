@0xc1d2e3f4a5b60702;

using People = import "/people/person.capnp";

struct Fixture {
  people @0 :List(People.Person);
}
