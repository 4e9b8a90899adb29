package io.multiprocess.proxy;

import io.multiprocess.capability.RpcException;

/**
 * The calling thread was interrupted while it waited for the answer. Its interrupt status is set again, the call was cancelled,
 * and the connection can be used as before. What the peer does about a cancelled call is its own business: a
 * libmultiprocess server runs it to the end and drops the result.
 */
public final class CallInterruptedException extends RpcException {
    private static final long serialVersionUID = 1L;

    CallInterruptedException(String method) {
        super(Kind.FAILED, "IPC client method call interrupted: " + method);
    }
}
