package io.multiprocess;

import io.multiprocess.vat.EchoServer;
import io.multiprocess.vat.VatConnection;

import java.util.concurrent.CountDownLatch;

/** A process for tests: serves its parent over an inherited descriptor, or listens at an address. */
final class EchoChild {
    private EchoChild() {}

    public static void main(String[] args) throws Exception {
        String last = args[args.length - 1];
        Vat vat = Vat.create(VatOptions.defaults().withName("child"));
        if (last.indexOf(':') >= 0) {
            vat.listen(Address.parse(last), EchoServer::new);
            System.out.println("listening");
            new CountDownLatch(1).await();
        }
        CountDownLatch ended = new CountDownLatch(1);
        VatConnection parent = vat.startSpawned(last, EchoServer::new);
        parent.onClose(ended::countDown);
        ended.await();
        vat.close();
        System.exit(7);
    }
}
