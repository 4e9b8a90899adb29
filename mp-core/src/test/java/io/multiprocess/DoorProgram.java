package io.multiprocess;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.vat.EchoServer;
import io.multiprocess.vat.VatConnection;

import java.io.IOException;

/** A process for tests that listens or connects, as another user maybe, and says in one line how that went. */
final class DoorProgram {
    private DoorProgram() {}

    public static void main(String[] args) throws Exception {
        try (Vat vat = Vat.create()) {
            Address address = Address.parse(args[1]);
            if (args[0].equals("listen")) {
                vat.listen(address, EchoServer::new);
                System.out.println("listening");
                return;
            }
            VatConnection connection = vat.connect(address);
            Capability root = connection.bootstrap();
            PendingCall call = EchoServer.call(root, EchoServer.ECHO, new byte[] {1});
            connection.await(call, io.multiprocess.vat.Mailbox.ofCurrentThread(), io.multiprocess.vat.Mailbox.FOREVER);
            System.out.println(
                    call.failure() == null
                            ? "answered"
                            : "failed: " + call.failure().kind());
        } catch (IOException e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
