package io.multiprocess.foo;

import io.multiprocess.Address;
import io.multiprocess.Listener;
import io.multiprocess.Vat;
import io.multiprocess.VatOptions;

/** Serves one {@link FooService} on a socket to any number of connections, until it is killed. */
public final class FooServer {
    private FooServer() {}

    /** Takes the socket's path as its only argument, or from the environment variable {@code SOCKET}. */
    public static void main(String[] args) throws Exception {
        Address address = Address.parse("unix:" + (args.length > 0 ? args[0] : System.getenv("SOCKET")));
        Vat vat = Vat.create(VatOptions.defaults());
        Listener listener = vat.listen(address, FooImplementationProxyClient.TYPE, new FooService());
        Runtime.getRuntime().addShutdownHook(new Thread(vat::close));
        System.out.println("listening on " + listener.address());
        Thread.currentThread().join();
    }
}
