# JSON values as messages, and annotations that say how messages are written as JSON.

@0x8ef99297a43a5e34;
$import "/capnp/c++.capnp".namespace("capnp::json");

struct Value {
  # Any JSON value.
  union {
    null @0 :Void;
    boolean @1 :Bool;
    number @2 :Float64;
    string @3 :Text;
    array @4 :List(Value);
    object @5 :List(Field);
    call @6 :Call;
    # Not JSON, but common in things that are nearly JSON: a function applied to values.
    raw @7 :Text;
    # Text that is JSON already and is written as it is. Nobody checks it, so it must come from somebody to be trusted.
  }

  struct Field {
    # A member of an object.
    name @0 :Text;
    value @1 :Value;
  }

  struct Call {
    # A function applied to values.
    function @0 :Text;
    params @1 :List(Value);
  }
}

annotation name @0xfa5b1fd61c2e7c3d (field, enumerant, method, group, union) :Text;
# The name in JSON, where the name in the schema will not do.

annotation flatten @0x82d3e852af0336bf (field, group, union) :FlattenOptions;
# Writes the members of a struct or group as members of what it is in.

struct FlattenOptions {
  # How members of a flattened struct are called.
  prefix @0 :Text = "";
  # What to put in front of their names.
}

annotation discriminator @0xcfa794e8d19a0162 (struct, union) :DiscriminatorOptions;
# Writes which member of the union is set as a member of its own.

struct DiscriminatorOptions {
  # How the member that tells about a union is called.
  name @0 :Text;
  # Its name; by default that of the union.
  valueName @1 :Text;
  # A name for the value of the union, the same for all its members; by default that of the member.
}

annotation base64 @0xd7d879450a253e4b (field) :Void;
# Writes Data as a string in Base64.

annotation hex @0xf061e22f0ae5c7b5 (field) :Void;
# Writes Data as a string of hexadecimal digits.

annotation notification @0xa0a054dea32fd98c (method) :Void;
# Marks a method that nobody waits for the end of: in JSON-RPC, a request without an id.
