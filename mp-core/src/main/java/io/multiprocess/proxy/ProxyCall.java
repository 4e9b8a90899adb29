package io.multiprocess.proxy;

import io.multiprocess.vat.VatConnection;

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
}
