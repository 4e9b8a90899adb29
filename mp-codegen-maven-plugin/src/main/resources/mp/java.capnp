# Says for Java what /mp/proxy.capnp has no word for. All of it is optional, and other languages' tools ignore it.

@0xb3c2ba1a8434fd52;

annotation type @0xf631c3a6e7d8ce54 (interface, struct, enum) :Text;
# The Java type, by its qualified name. Wins over $Proxy.wrap, which may then name the C++ type.

annotation owned @0xf58e272caee2630e (field, param) :Void;
# An interface passed here belongs to the receiver: the object is closed when the last proxy of it ends. Results always do.

annotation unit @0xe2acb4456728105a (field, param) :Text;
# What an integer counts that Java has as Duration or Instant: "nanos", "micros", "millis" or "seconds".

annotation conversion @0x930b2634cee2291a (struct, field, param) :Text;
# A class of yours that converts it, by its qualified name.
