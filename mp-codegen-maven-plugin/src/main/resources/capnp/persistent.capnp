# Capabilities that outlive their connection: they can be saved as a token, from which they are restored later.

@0xb8630836983feed7;
$import "/capnp/c++.capnp".namespace("capnp");

interface Persistent@0xc8cb212fcd9f5691(SturdyRef, Owner) {
  # A capability that can be saved.
  save @0 SaveParams -> SaveResults;
  # Makes a token for this capability.

  struct SaveParams {
    # What is asked for.
    sealFor @0 :Owner;
    # Who alone may restore the capability; null for whoever holds the token.
  }

  struct SaveResults {
    # What is answered.
    sturdyRef @0 :SturdyRef;
    # The token, in the form of the vat network.
  }
}

annotation persistent(interface, field) :Void;
# Says that the capability can be saved, for readers of the schema.
