@0xa9e4f5d0c3b21706;
# People, and how to reach them.

using Java = import "/capnp/java.capnp";
$Java.package("example.person");

struct Person {
  # Somebody.
  #
  # Known by name & number.

  id @0 :UInt32;
  # Unique; never 0.

  name @1 :Text = "nobody";
  phones @2 :List(PhoneNumber);

  struct PhoneNumber {
    number @0 :Text;
    type @1 :Type;

    enum Type {
      # Where it rings.
      mobile @0;
      home @1;
      # Not after ten.
    }
  }

  employment :union {
    unemployed @3 :Void;
    employer @4 :Text;
    # Name of the company.
  }
}

const nobody :Person = (id = 1, name = "Nobody");
