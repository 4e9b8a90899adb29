# What methods declared with `-> stream` return.

@0x86c366a91393f3f8;
$import "/capnp/c++.capnp".namespace("capnp");

struct StreamResult @0x995f9a3377c0b16e {
  # Holds nothing. Method nodes with this result type are the streaming ones; their callers may send the next call before
  # this one has returned, as flow control permits.
}
