package io.multiprocess.rpc;

/**
 * Where rpc.capnp's fields are. The classes generated from the schema would do as well, at the price of an object for
 * each struct of each message; a test compares these numbers with the schema.
 *
 * <p>Spec: rpc.capnp of Cap'n Proto 1.1; names as there. Indexes are in units of the field's size.
 */
final class RpcSchema {

    // union of Message; u16 0, all with pointer 0
    static final int UNIMPLEMENTED = 0;
    static final int ABORT = 1;
    static final int CALL = 2;
    static final int RETURN = 3;
    static final int FINISH = 4;
    static final int RESOLVE = 5;
    static final int RELEASE = 6;
    static final int OBSOLETE_SAVE = 7;
    static final int BOOTSTRAP = 8;
    static final int OBSOLETE_DELETE = 9;
    static final int PROVIDE = 10;
    static final int ACCEPT = 11;
    static final int JOIN = 12;
    static final int DISEMBARGO = 13;
    static final int THIRD_PARTY_ANSWER = 14;

    // Call: questionId u32 0, sendResultsTo u16 3, methodId u16 2, interfaceId u64 1; target, params, thirdParty
    static final int CALL_CALLER = 0;
    static final int CALL_YOURSELF = 1;
    static final int CALL_NO_PROMISE_PIPELINING_BIT = 129;
    static final int CALL_ONLY_PROMISE_PIPELINE_BIT = 130;

    // Return: answerId u32 0, union u16 3, takeFromOtherQuestion u32 2; pointer 0
    static final int RETURN_RESULTS = 0;
    static final int RETURN_EXCEPTION = 1;
    static final int RETURN_CANCELED = 2;
    static final int RETURN_RESULTS_SENT_ELSEWHERE = 3;
    static final int RETURN_TAKE_FROM_OTHER_QUESTION = 4;
    static final int RETURN_AWAIT_FROM_THIRD_PARTY = 5;
    static final int RETURN_KEEP_PARAM_CAPS_BIT = 32; // releaseParamCaps, default true
    static final int RETURN_NO_FINISH_NEEDED_BIT = 33;

    // Finish: questionId u32 0
    static final int FINISH_KEEP_RESULT_CAPS_BIT = 32; // releaseResultCaps, default true
    static final int FINISH_NO_WORKAROUND_BIT = 33; // requireEarlyCancellationWorkaround, default true

    // Resolve: promiseId u32 0, union u16 2; pointer 0
    static final int RESOLVE_CAP = 0;
    static final int RESOLVE_EXCEPTION = 1;

    // Disembargo: context id u32 0, union u16 2; target, accept
    static final int DISEMBARGO_SENDER_LOOPBACK = 0;
    static final int DISEMBARGO_RECEIVER_LOOPBACK = 1;

    // MessageTarget: importedCap u32 0, union u16 2; promisedAnswer
    static final int TARGET_IMPORTED_CAP = 0;
    static final int TARGET_PROMISED_ANSWER = 1;

    // CapDescriptor: union u16 0, id u32 1; receiverAnswer | thirdPartyHosted
    static final int CAP_NONE = 0;
    static final int CAP_SENDER_HOSTED = 1;
    static final int CAP_SENDER_PROMISE = 2;
    static final int CAP_RECEIVER_HOSTED = 3;
    static final int CAP_RECEIVER_ANSWER = 4;
    static final int CAP_THIRD_PARTY_HOSTED = 5;

    // PromisedAnswer: questionId u32 0; transform. Op: union u16 0, getPointerField u16 1
    static final int OP_NOOP = 0;
    static final int OP_GET_POINTER_FIELD = 1;

    private RpcSchema() {}

    /** Name of a message for reasons and dumps. */
    static String messageName(int which) {
        return switch (which) {
            case UNIMPLEMENTED -> "Unimplemented";
            case ABORT -> "Abort";
            case CALL -> "Call";
            case RETURN -> "Return";
            case FINISH -> "Finish";
            case RESOLVE -> "Resolve";
            case RELEASE -> "Release";
            case OBSOLETE_SAVE -> "ObsoleteSave";
            case BOOTSTRAP -> "Bootstrap";
            case OBSOLETE_DELETE -> "ObsoleteDelete";
            case PROVIDE -> "Provide";
            case ACCEPT -> "Accept";
            case JOIN -> "Join";
            case DISEMBARGO -> "Disembargo";
            case THIRD_PARTY_ANSWER -> "ThirdPartyAnswer";
            default -> "message of unknown type " + which;
        };
    }
}
