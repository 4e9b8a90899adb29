package io.multiprocess.proxy;

import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;

/** What an interceptor may know of a call. */
public interface ProxyCall {
    /** The interface of the object that is called. */
    ProxyType<?> type();

    /** The method. */
    ProxyMethod method();

    /** The connection that the call goes or came over. */
    VatConnection vatConnection();

    /** The proxy's context on the calling side, the object that is served on the other. */
    Object target();

    /**
     * Asked by an interceptor when the rest of the chain has returned: whether the call goes on, as one of an asynchronous method does
     * until its stage completes. If so, its end is told; to the innermost interceptor first.
     *
     * @param ending told once, on the thread that completes the call
     * @return false if the call has ended already, and {@code ending} is not told
     */
    boolean endsLater(Ending ending);

    /** What an interceptor does at the end of an asynchronous call. */
    @FunctionalInterface
    interface Ending {
        /**
         * The call has ended. Must not throw.
         *
         * @param failure what it failed with, null if it did not
         * @return what it fails with from then on: the same, or another one; of a call that has not failed, null
         */
        @Nullable
        Throwable ended(@Nullable Throwable failure);
    }
}
