package io.multiprocess.vat;

import io.multiprocess.Address;
import io.multiprocess.Vat;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.PendingCall;

import java.nio.file.Files;
import java.nio.file.Path;

/** Two ends of one connection over a Unix socket, for all states of a stress test: making one for each would take all its time. */
final class StressedPair {
    static final VatConnection CLIENT = connect();
    static final Capability ROOT = CLIENT.bootstrap();

    private StressedPair() {}

    /** Waits for the answer to a call; gives the call up if it does not come in time. */
    static boolean answered(PendingCall call, long nanos) {
        try {
            if (CLIENT.await(call, Mailbox.ofCurrentThread(), System.nanoTime() + nanos)) {
                return true;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the threads of a stress test", e);
        }
        call.cancel();
        return false;
    }

    private static VatConnection connect() {
        try {
            Path socket = Files.createTempDirectory("stress-").resolve("socket");
            Vat vat = Vat.create();
            vat.listen(Address.unix(socket), EchoServer::new);
            VatConnection connection = vat.connect(Address.unix(socket));
            // Nobody else comes, and nobody is told when the test's process ends.
            Files.delete(socket);
            Files.delete(socket.getParent());
            return connection;
        } catch (Exception e) {
            throw new IllegalStateException("no connection to stress", e);
        }
    }
}
