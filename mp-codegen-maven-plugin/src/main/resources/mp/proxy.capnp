# What libmultiprocess's schemas import: how interfaces map to those of the language, and threads.

@0xcc316e3f71a040fb;

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("mp");

annotation include @0xb899f3c154fdb458 (file) :Text;
# C++ header that generated code includes. Means nothing in Java.

annotation includeTypes @0xbcec15648e8a0cf1 (file) :Text;
# C++ header with conversions of types. Means nothing in Java.

annotation wrap @0xe6f46079b7b1405e (interface, struct) :Text;
# The type that a proxy implements, or that a struct is converted to: a fully qualified Java name, or a C++ name that the
# build maps to one.

annotation count @0xd02682b319f69b38 (param, struct, interface) :Int32;
# How many parameters of the method become this one; 0 for those that only the wire has.

annotation exception @0x996a183200992f88 (param) :Text;
# A result that stands for an exception of this type.

annotation name @0xb594888f63f4dbb9 (field, method) :Text;
# The method's or field's name in the language, where it differs from the one in the schema.

annotation skip @0x824c08b82695d8dd (field) :Void;
# A field that the language's type does not have.

interface ThreadMap $count(0) {
  # Makes threads for a client to name in its calls.

  makeThread @0 (name :Text) -> (result :Thread);
  # Starts a thread that runs the caller's calls.

  makePool @1 (count :UInt32) -> ();
  # Starts threads for calls that name none.
}

interface Thread {
  # A thread of the other process.

  getName @0 () -> (result :Text);
  # Its name, for people.
}

struct Context $count(0) {
  # First parameter of methods that run on a thread of their caller's choice.

  thread @0 :Thread;
  # Where the call runs.

  callbackThread @1 :Thread;
  # Where calls back to the caller run: the thread that waits for this call.
}
