# How libmultiprocess maps interfaces of a programming language to Cap'n Proto interfaces, and its threads.

@0xcc316e3f71a040fb;

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("mp");

annotation include(file) :Text;
# C++ headers that generated C++ code includes; for C++ only.

annotation includeTypes(file) :Text;
# C++ headers that generated C++ code includes for its types; for C++ only.

annotation wrap(interface, struct) :Text;
# The type of the programming language that the interface or struct stands for.

annotation count(param, struct, interface) :Int32;
# How many arguments of the method this parameter stands for; 1 by default. On an interface or struct, it counts for all parameters of
# that type. 0 means that the parameter is made from the context of the call.

annotation exception(param) :Text;
# The result holds an exception of this type, which the caller gets thrown.

annotation name(field, method) :Text;
# What the method or field is called in the programming language.

annotation skip(field) :Void;
# The same as count(0).

interface ThreadMap $count(0) {
  # Lets a client choose the thread that its calls run on.
  makeThread @0 (name :Text) -> (result :Thread);
  # Starts a thread of the server.
  makePool @1 (count :UInt32) -> ();
  # Starts threads for calls that name none.
}

interface Thread {
  # A thread that was started for the other side.
  getName @0 () -> (result :Text);
  # The name it was started with, and more.
}

struct Context $count(0) {
  # The parameter by which a call says where it runs and where it comes from.
  thread @0 :Thread;
  # The thread of the server that runs the call.
  callbackThread @1 :Thread;
  # The thread of the client that waits for the call; callbacks made during the call run on it.
}
