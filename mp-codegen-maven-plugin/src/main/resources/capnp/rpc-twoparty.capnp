# The parameters of the RPC protocol for networks of two vats on one connection. Only the first of these types occurs in messages of
# such networks: with two parties, there is nobody to introduce.

@0xa184c7885cdaf2a1;

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("capnp::rpc::twoparty");

enum Side {
  # The two ends of a connection.
  server @0;
  # The end that accepted the connection, or plays that part.
  client @1;
  # The other end.
}

struct VatId {
  # Names a vat by its side.
  side @0 :Side;
}

struct ProvisionId {
  # Identifies something provided by a third party.
  joinId @0 :UInt32;
  # The join that it is the result of.
}

struct RecipientId {}
# Has no use without third parties.

struct ThirdPartyCapId {}
# Has no use without third parties.

struct ThirdPartyCompletion {
  # The newer name of ProvisionId.
  joinId @0 :UInt32;
  # The join that it is the result of.
}

struct ThirdPartyToAwait {}
# The newer name of RecipientId.

struct ThirdPartyToContact {}
# The newer name of ThirdPartyCapId.

struct JoinKeyPart {
  # One of several parts that are sent along different paths and meet at the object that they lead to, if it is one.
  joinId @0 :UInt32;
  # Number of the join, chosen by the vat that began it.
  partCount @1 :UInt16;
  # How many parts there are.
  partNum @2 :UInt16;
  # Which of them this is, from 0.
}

struct JoinResult {
  # What a part of a join is answered with.
  joinId @0 :UInt32;
  # The join that was asked for.
  succeeded @1 :Bool;
  # Whether all parts met.
  cap @2 :AnyPointer;
  # The object that they met at; one of the answers has it.
}
