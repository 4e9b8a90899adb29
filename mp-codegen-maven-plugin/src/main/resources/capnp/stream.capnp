# What a method declared `-> stream` returns.

@0x86c366a91393f3f8;

$import "/capnp/c++.capnp".namespace("capnp");

struct StreamResult @0x995f9a3377c0b16e {
  # No results: a streaming call returns when the next one may be made.
}
