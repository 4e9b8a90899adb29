package io.multiprocess.benchmarks.contender;

import io.multiprocess.benchmarks.message.Order;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.RMISocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.EnumSet;
import java.util.Set;

/**
 * Java RMI over Unix sockets or over TCP on the loopback interface. RMI opens a connection for each thread that calls at the same time.
 *
 * <p><em>Thread-safe.</em>
 */
final class RmiContender implements Contender {

    private static final int SERVER_PORT = 1;
    private static final int CLIENT_PORT = 2;

    private final String name;
    private final boolean unix;

    private RmiContender(String name, boolean unix) {
        this.name = name;
        this.unix = unix;
    }

    static RmiContender overUnixSocket() {
        return new RmiContender("rmi-unix", true);
    }

    static RmiContender overTcp() {
        return new RmiContender("rmi-tcp", false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Workload> workloads() {
        return EnumSet.of(Workload.CALL, Workload.CALLBACK, Workload.THREADS, Workload.LARGE, Workload.RECORD);
    }

    @Override
    public boolean connectsEachClient() {
        return false;
    }

    @Override
    public AutoCloseable serve(Path folder) throws IOException {
        Server server = new Server();
        Remote stub = export(folder, server, SERVER_PORT);
        Path stubFile = folder.resolve(name + ".stub");
        Path written = folder.resolve(name + ".new");
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(written))) {
            out.writeObject(stub);
        }
        Files.move(written, stubFile, StandardCopyOption.ATOMIC_MOVE);
        return () -> UnicastRemoteObject.unexportObject(server, true);
    }

    private Remote export(Path folder, Remote object, int port) throws RemoteException {
        if (unix) {
            UnixRmiSocketFactory sockets =
                    new UnixRmiSocketFactory(folder.resolve(name).toString());
            return UnicastRemoteObject.exportObject(object, port, sockets, sockets);
        }
        LoopbackSocketFactory sockets = new LoopbackSocketFactory();
        return UnicastRemoteObject.exportObject(object, 0, sockets, sockets);
    }

    @Override
    public Client connect(Path folder) throws Exception {
        Echo server;
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(folder.resolve(name + ".stub")))) {
            server = (Echo) in.readObject();
        }
        byte[] small = Payloads.SMALL;
        byte[] large = Payloads.LARGE;
        Order order = Order.sample(7);
        return new Client() {
            private final EchoCallback callback = bytes -> bytes;
            private boolean exported;

            @Override
            public Operation prepare(Workload workload) throws Exception {
                return switch (workload) {
                    case LARGE -> () -> Payloads.check(large, server.echo(large));
                    case RECORD ->
                        () -> {
                            if (server.echoOrder(order).id() != order.id()) {
                                throw new IllegalStateException("another order than expected");
                            }
                        };
                    case CALLBACK -> callbackOperation();
                    default -> () -> Payloads.check(small, server.echo(small));
                };
            }

            private Operation callbackOperation() throws RemoteException {
                if (!exported) {
                    export(folder, callback, CLIENT_PORT);
                    exported = true;
                }
                return () -> Payloads.check(small, server.echoThrough(callback, small));
            }

            @Override
            public void close() throws IOException {
                if (exported) {
                    UnicastRemoteObject.unexportObject(callback, true);
                }
            }
        };
    }

    /** What the server offers. */
    interface Echo extends Remote {

        byte[] echo(byte[] bytes) throws RemoteException;

        byte[] echoThrough(EchoCallback callback, byte[] bytes) throws RemoteException;

        Order echoOrder(Order order) throws RemoteException;
    }

    /** What the client offers. */
    interface EchoCallback extends Remote {

        byte[] back(byte[] bytes) throws RemoteException;
    }

    private static final class Server implements Echo {

        @Override
        public byte[] echo(byte[] bytes) {
            return bytes;
        }

        @Override
        public byte[] echoThrough(EchoCallback callback, byte[] bytes) throws RemoteException {
            return callback.back(bytes);
        }

        @Override
        public Order echoOrder(Order order) {
            return order;
        }
    }

    /** Plain TCP; equal to each other, so that RMI shares its connections. */
    static final class LoopbackSocketFactory
            implements RMIClientSocketFactory, RMIServerSocketFactory, java.io.Serializable {

        private static final long serialVersionUID = 1;

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return RMISocketFactory.getDefaultSocketFactory().createSocket("127.0.0.1", port);
        }

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
            return RMISocketFactory.getDefaultSocketFactory().createServerSocket(port);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof LoopbackSocketFactory;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }
}
