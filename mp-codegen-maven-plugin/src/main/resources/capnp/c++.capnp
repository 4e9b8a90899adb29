# Annotations for C++. They are accepted everywhere so that schemas written for C++ compile unchanged; the namespace may
# also decide the Java package.

@0xbdf87d7bb8304e81;
$namespace("capnp::annotations");

annotation namespace @0xb9c6f99ebf805f2c (file) :Text;
# C++ namespace of the generated code.

annotation name @0xf264a779fef191ce (field, enumerant, struct, enum, interface, method, param, group, union) :Text;
# C++ name, where it differs from the one in the schema.

annotation allowCancellation @0xac7096ff8cfc9dce (interface, method, file) :Void;
# C++ servers may drop a method's work when its caller gives up.
