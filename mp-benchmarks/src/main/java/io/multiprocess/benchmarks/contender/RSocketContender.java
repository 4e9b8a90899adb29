package io.multiprocess.benchmarks.contender;

import io.multiprocess.benchmarks.message.Order;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.unix.DomainSocketAddress;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.util.ByteBufPayload;
import io.rsocket.util.DefaultPayload;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * RSocket's request-response over one Unix socket with Netty's native transport, its zero-copy decoder, and records in CBOR.
 *
 * <p><em>Thread-safe.</em>
 */
final class RSocketContender implements Contender {

    static {
        QuietNetty.quiet();
    }

    @Override
    public String name() {
        return "rsocket";
    }

    @Override
    public Set<Workload> workloads() {
        return EnumSet.of(
                Workload.CALL,
                Workload.CALLBACK,
                Workload.THREADS,
                Workload.PIPELINED,
                Workload.LARGE,
                Workload.RECORD);
    }

    @Override
    public AutoCloseable serve(Path folder) {
        DomainSocketAddress address = address(folder);
        CloseableChannel channel = RSocketServer.create((setup, client) -> Mono.just(responder(setup, client)))
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .bindNow(TcpServerTransport.create(TcpServer.create().bindAddress(() -> address)));
        return channel::dispose;
    }

    /** The setup's text says what this connection is for. */
    private static RSocket responder(Payload setup, RSocket client) {
        return switch (setup.getDataUtf8()) {
            case "record" ->
                new RSocket() {
                    @Override
                    public Mono<Payload> requestResponse(Payload request) {
                        return Mono.just(Cbor.encode(Cbor.decode(request)));
                    }
                };
            case "callback" ->
                new RSocket() {
                    @Override
                    public Mono<Payload> requestResponse(Payload request) {
                        return client.requestResponse(request);
                    }
                };
            default -> ECHO;
        };
    }

    private static final RSocket ECHO = new RSocket() {
        @Override
        public Mono<Payload> requestResponse(Payload request) {
            return Mono.just(request);
        }
    };

    /** Apart, so that only who sends records starts Jackson. */
    private static final class Cbor {

        private static final ObjectMapper MAPPER = CBORMapper.builder().build();

        static Payload encode(Order order) {
            return ByteBufPayload.create(MAPPER.writeValueAsBytes(order));
        }

        static Order decode(Payload payload) {
            try {
                return MAPPER.readValue(ByteBufUtil.getBytes(payload.sliceData()), Order.class);
            } finally {
                payload.release();
            }
        }
    }

    @Override
    public Client connect(Path folder) {
        DomainSocketAddress address = address(folder);
        byte[] small = Payloads.SMALL;
        byte[] large = Payloads.LARGE;
        Order order = Order.sample(7);
        return new Client() {
            private final Map<Workload, RSocket> connections = new EnumMap<>(Workload.class);

            private synchronized RSocket connection(Workload workload) {
                return connections.computeIfAbsent(
                        workload,
                        key -> RSocketConnector.create()
                                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                                .setupPayload(DefaultPayload.create(workload.id()))
                                .acceptor(SocketAcceptor.with(ECHO))
                                .connect(TcpClientTransport.create(
                                        TcpClient.newConnection().remoteAddress(() -> address)))
                                .blockOptional()
                                .orElseThrow());
            }

            @Override
            public Operation prepare(Workload workload) {
                RSocket server = connection(workload);
                return switch (workload) {
                    case LARGE -> () -> call(server, large);
                    case RECORD -> () -> callOrder(server, order);
                    case PIPELINED -> () -> pipelined(server, small, workload.callsPerOperation());
                    default -> () -> call(server, small);
                };
            }

            @Override
            public synchronized void close() {
                connections.values().forEach(RSocket::dispose);
            }
        };
    }

    private static void call(RSocket server, byte[] bytes) {
        Payload answer = server.requestResponse(request(bytes)).blockOptional().orElseThrow();
        Payloads.check(bytes, content(answer));
    }

    private static void callOrder(RSocket server, Order order) {
        Payload answer =
                server.requestResponse(Cbor.encode(order)).blockOptional().orElseThrow();
        if (Cbor.decode(answer).id() != order.id()) {
            throw new IllegalStateException("another order than expected");
        }
    }

    private static void pipelined(RSocket server, byte[] bytes, int calls) {
        Flux.range(0, calls)
                .flatMap(i -> server.requestResponse(request(bytes)), calls)
                .doOnNext(answer -> Payloads.check(bytes, content(answer)))
                .blockLast();
    }

    private static Payload request(byte[] bytes) {
        ByteBuf data = Unpooled.wrappedBuffer(bytes);
        return ByteBufPayload.create(data);
    }

    private static byte[] content(Payload answer) {
        byte[] bytes = ByteBufUtil.getBytes(answer.sliceData());
        answer.release();
        return bytes;
    }

    private static DomainSocketAddress address(Path folder) {
        return new DomainSocketAddress(folder.resolve("rsocket").toFile());
    }
}
