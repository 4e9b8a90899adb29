# The messages of the Cap'n Proto RPC protocol.
#
# Two vats that share a connection keep four tables each: questions (calls sent that are not finished), answers (calls received), exports
# (capabilities that the other side may use) and imports (capabilities of the other side). The id of a question is chosen by its sender
# and names the answer on the other side; the id of an export is chosen by its sender and names the import on the other side.
# Every message below changes entries of these tables. See capnproto.org/rpc.html for what follows from it.

@0xb312981b2552a250;

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("capnp::rpc");

using QuestionId = UInt32;
# Chosen by the caller.
using AnswerId = QuestionId;
# The question's id, seen from the side that answers.
using ExportId = UInt32;
# Chosen by the side that has the object.
using ImportId = ExportId;
# The export's id, seen from the side that uses the object.

struct Message {
  # Everything that is sent is one of these.
  union {
    unimplemented @0 :Message;
    # Echoes a message that the sender does not understand, so that the other side can act on it.
    abort @1 :Exception;
    # The connection ends now, and this is why.
    bootstrap @8 :Bootstrap;
    call @2 :Call;
    return @3 :Return;
    finish @4 :Finish;
    resolve @5 :Resolve;
    release @6 :Release;
    disembargo @13 :Disembargo;
    obsoleteSave @7 :AnyPointer;
    # From old versions; never sent.
    obsoleteDelete @9 :AnyPointer;
    # From old versions; never sent.
    provide @10 :Provide;
    accept @11 :Accept;
    join @12 :Join;
    thirdPartyAnswer @14 :ThirdPartyAnswer;
  }
}

struct Bootstrap {
  # Asks for the object that the other side offers to everybody who connects. Opens a question; the Return holds one capability.
  questionId @0 :QuestionId;
  deprecatedObjectId @1 :AnyPointer;
  # From old versions; null.
}

struct Call {
  # Calls a method. Opens a question.
  questionId @0 :QuestionId;
  target @1 :MessageTarget;
  # The object, or the coming result of another question.

  interfaceId @2 :UInt64;
  # Id of the interface that declares the method, which may be one that the object's interface extends.
  methodId @3 :UInt16;
  # The method's ordinal.
  allowThirdPartyTailCall @8 :Bool = false;
  # Whether the answer may come from a third vat.
  params @4 :Payload;
  # A struct of the method's parameter type.

  sendResultsTo :union {
    # Where the results are wanted.
    caller @5 :Void;
    # In the Return.
    yourself @6 :Void;
    # Nowhere: the other side keeps them, to forward them as the results of another call.
    thirdParty @7 :RecipientId;
    # At a third vat.
  }

  noPromisePipelining @9 :Bool = false;
  # The caller promises to make no calls on the results before they are there. Spares the other side the preparation.
  onlyPromisePipeline @10 :Bool = false;
  # The caller wants the results for nothing but calls on what is in them: the Return need not carry them.
}

struct Return {
  # The call has ended. The answer stays until its Finish.
  answerId @0 :AnswerId;
  # The question that it answers.
  releaseParamCaps @1 :Bool = true;
  # Whether all capabilities in the parameters are released with this.

  union {
    results @2 :Payload;
    # A struct of the method's result type.
    exception @3 :Exception;
    # The call failed.
    canceled @4 :Void;
    # The caller gave up, and the call with it.
    resultsSentElsewhere @5 :Void;
    # The answer to `sendResultsTo.yourself`.
    takeFromOtherQuestion @6 :QuestionId;
    # The results are those of a call that the receiver of this answers itself, sent with `sendResultsTo.yourself`.
    acceptFromThirdParty @7 :ThirdPartyCapId;
    # The results are to be had from a third vat.
  }

  noFinishNeeded @8 :Bool = false;
  # The answer is forgotten with this, so a Finish is neither needed nor expected. Only where no capabilities are in the results.
}

struct Finish {
  # The caller needs the answer no longer. Closes a question; if it has not returned, this cancels the call.
  questionId @0 :QuestionId;
  releaseResultCaps @1 :Bool = true;
  # Whether all capabilities in the results are released with this.
  requireEarlyCancellationWorkaround @2 :Bool = true;
  # Whether a call that is cancelled before it began is to be begun all the same, as old callers expect.
}

struct Resolve {
  # An export that was a promise has become something.
  promiseId @0 :ExportId;
  # The promise.

  union {
    cap @1 :CapDescriptor;
    # What it has become; counts as a reference of its own.
    exception @2 :Exception;
    # It has failed.
  }
}

struct Release {
  # The sender holds some references less to an import.
  id @0 :ImportId;
  # The import.
  referenceCount @1 :UInt32;
  # How many less.
}

struct Disembargo {
  # Goes along a path that calls took before a promise was resolved, and comes back behind all of them. Until then, new calls are held
  # back, so that no call overtakes another.
  target @0 :MessageTarget;
  # The promise whose old path is to be cleared.
  using EmbargoId = UInt32;
  # Chosen by the side that holds calls back.

  context :union {
    # Where on its way it is.
    senderLoopback @1 :EmbargoId;
    # On its way out; the other side sends it back.
    receiverLoopback @2 :EmbargoId;
    # On its way back.
    accept @3 :Void;
    # On its way to a third vat.
    provide @4 :QuestionId;
    # For a Provide that the receiver has sent.
  }

  using ThirdPartyEmbargoId = Data;
  # Chosen by a third vat, where it takes part.
}

struct Provide {
  # Offers an object to a third vat. Opens a question.
  questionId @0 :QuestionId;
  target @1 :MessageTarget;
  recipient @2 :RecipientId;
}

struct Accept {
  # Picks up what a third vat was offered. Opens a question.
  questionId @0 :QuestionId;
  provision @1 :ProvisionId;
  embargo @2 :Bool;
  # Whether calls wait until the old path is clear.
}

struct ThirdPartyAnswer {
  # Tells the vat that made a call through another one where the answer to it is.
  completion @0 :ThirdPartyCompletion;
  # What it was told to wait for.
  answerId @1 :AnswerId;
  # The answer; its number is chosen by the sender of this, so the highest bit but one is set.
}

struct Join {
  # Finds out whether several capabilities are the same object. Opens a question.
  questionId @0 :QuestionId;
  target @1 :MessageTarget;
  keyPart @2 :JoinKeyPart;
}

struct MessageTarget {
  # Something that can be called.
  union {
    importedCap @0 :ImportId;
    # An export of the receiver.
    promisedAnswer @1 :PromisedAnswer;
    # A capability in the coming results of a question.
  }
}

struct Payload {
  # Parameters or results: a struct, and the capabilities in it.
  content @0 :AnyPointer;
  # The struct. Capability pointers in it are places in the table.
  capTable @1 :List(CapDescriptor);
  # The capabilities.
}

struct CapDescriptor {
  # A capability in a message.
  union {
    none @0 :Void;
    # Nothing: a null or broken capability.
    senderHosted @1 :ExportId;
    # An object of the sender; the receiver gets one more reference.
    senderPromise @2 :ExportId;
    # The same, but a Resolve will follow.
    receiverHosted @3 :ImportId;
    # An object of the receiver.
    receiverAnswer @4 :PromisedAnswer;
    # A capability in the results of a call that the receiver answers.
    thirdPartyHosted @5 :ThirdPartyCapDescriptor;
    # An object of a third vat.
  }

  attachedFd @6 :UInt8 = 0xff;
  # Place of a file descriptor that was sent along with the message.
}

struct PromisedAnswer {
  # A capability somewhere in the results of a question.
  questionId @0 :QuestionId;
  transform @1 :List(Op);
  # The way to it from the root of the results.

  struct Op {
    # A step.
    union {
      noop @0 :Void;
      getPointerField @1 :UInt16;
      # To a pointer, by its place in the pointer section.
    }
  }
}

struct ThirdPartyCapDescriptor {
  # An object of a third vat.
  id @0 :ThirdPartyCapId;
  # How to get to it directly.
  vineId @1 :ExportId;
  # An export that leads there by way of the sender, and keeps the object alive until the direct way is open.
}

struct Exception {
  # Why something failed.
  reason @0 :Text;
  # A sentence for people.
  type @3 :Type;
  # What programs can do about it.

  enum Type {
    failed @0;
    # Something went wrong; trying again will not help.
    overloaded @1;
    # Resources are short at the moment; trying again later may help.
    disconnected @2;
    # The connection to the object is lost; connecting again may help.
    unimplemented @3;
    # The object does not know the method; an older way of asking may help.
  }

  obsoleteIsCallersFault @1 :Bool;
  obsoleteDurability @2 :UInt16;
  trace @4 :Text;
  # A stack trace of the sender, if it gives it away.
  details @5 :List(Detail);
  # More, for programs that know what to make of it.

  struct Detail {
    # Something more.
    detailId @0 :UInt64;
    # Says of what kind; a number from `capnp id`, say.
    data @1 :Data;
  }
}

using SturdyRef = AnyPointer;
using ProvisionId = AnyPointer;
using RecipientId = AnyPointer;
using ThirdPartyCapId = AnyPointer;
using ThirdPartyCompletion = AnyPointer;
using ThirdPartyToAwait = AnyPointer;
using ThirdPartyToContact = AnyPointer;
using JoinKeyPart = AnyPointer;
using JoinResult = AnyPointer;
