# Annotations that the C++ code generator reads. Other generators ignore them, but schemas that are written for C++ use them
# everywhere, so they must be importable.

@0xbdf87d7bb8304e81;
$namespace("capnp::annotations");

annotation namespace(file): Text;
# The C++ namespace of the generated code, "foo::bar".

annotation name(field, enumerant, struct, enum, interface, method, param, group, union): Text;
# What the declaration is called in C++, where its own name will not do.

annotation allowCancellation(interface, method, file) :Void;
# Lets a server stop a running method when its caller cancels the call. On an interface or file it counts for all methods.
