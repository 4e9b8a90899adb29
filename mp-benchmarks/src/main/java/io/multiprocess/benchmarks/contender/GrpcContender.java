package io.multiprocess.benchmarks.contender;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.multiprocess.benchmarks.message.Order;
import io.multiprocess.benchmarks.message.OrderProtobuf;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * gRPC for Java with Netty and its native transport over one Unix socket, messages in protobuf's encoding.
 *
 * <p><em>Thread-safe.</em>
 */
final class GrpcContender implements Contender {

    static {
        QuietNetty.quiet();
    }

    private static final String SERVICE = "benchmarks.Echo";

    private static final MethodDescriptor<byte[], byte[]> ECHO = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "echo"))
            .setRequestMarshaller(new BytesMarshaller())
            .setResponseMarshaller(new BytesMarshaller())
            .build();

    private static final MethodDescriptor<Order, Order> ECHO_ORDER = MethodDescriptor.<Order, Order>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "echoOrder"))
            .setRequestMarshaller(new OrderMarshaller())
            .setResponseMarshaller(new OrderMarshaller())
            .build();

    private final String name;
    private final boolean direct;

    private GrpcContender(String name, boolean direct) {
        this.name = name;
        this.direct = direct;
    }

    static GrpcContender withDirectExecutor() {
        return new GrpcContender("grpc-direct", true);
    }

    static GrpcContender withDefaultExecutor() {
        return new GrpcContender("grpc", false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Workload> workloads() {
        return EnumSet.of(Workload.CALL, Workload.THREADS, Workload.PIPELINED, Workload.LARGE, Workload.RECORD);
    }

    @Override
    public AutoCloseable serve(Path folder) throws IOException {
        EventLoopGroup acceptor = eventLoops(1);
        EventLoopGroup workers = eventLoops(0);
        ServerServiceDefinition service = ServerServiceDefinition.builder(SERVICE)
                .addMethod(ECHO, ServerCalls.asyncUnaryCall((request, answer) -> {
                    answer.onNext(request);
                    answer.onCompleted();
                }))
                .addMethod(ECHO_ORDER, ServerCalls.asyncUnaryCall((request, answer) -> {
                    answer.onNext(request);
                    answer.onCompleted();
                }))
                .build();
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address(folder))
                .channelType(EpollServerDomainSocketChannel.class)
                .bossEventLoopGroup(acceptor)
                .workerEventLoopGroup(workers)
                .addService(service);
        if (direct) {
            builder.directExecutor();
        }
        Server server = builder.build().start();
        return () -> {
            server.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
            acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
            workers.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        };
    }

    @Override
    public Client connect(Path folder) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(address(folder))
                .channelType(EpollDomainSocketChannel.class)
                .eventLoopGroup(SharedClientLoops.LOOPS)
                .overrideAuthority("localhost")
                .usePlaintext();
        if (direct) {
            builder.directExecutor();
        }
        ManagedChannel channel = builder.build();
        byte[] small = Payloads.SMALL;
        byte[] large = Payloads.LARGE;
        Order order = Order.sample(7);
        return new Client() {
            @Override
            public Operation prepare(Workload workload) {
                return switch (workload) {
                    case LARGE -> () -> call(channel, large);
                    case RECORD -> () -> callOrder(channel, order);
                    case PIPELINED -> () -> pipelined(channel, small, workload.callsPerOperation());
                    default -> () -> call(channel, small);
                };
            }

            @Override
            public void close() {
                channel.shutdownNow();
            }
        };
    }

    private static void call(Channel channel, byte[] bytes) {
        Payloads.check(bytes, ClientCalls.blockingUnaryCall(channel, ECHO, CallOptions.DEFAULT, bytes));
    }

    private static void callOrder(Channel channel, Order order) {
        Order answer = ClientCalls.blockingUnaryCall(channel, ECHO_ORDER, CallOptions.DEFAULT, order);
        if (answer.id() != order.id()) {
            throw new IllegalStateException("another order than expected");
        }
    }

    private static void pipelined(Channel channel, byte[] bytes, int calls) throws Exception {
        List<ListenableFuture<byte[]>> answers = new ArrayList<>(calls);
        for (int i = 0; i < calls; i++) {
            answers.add(ClientCalls.futureUnaryCall(channel.newCall(ECHO, CallOptions.DEFAULT), bytes));
        }
        for (ListenableFuture<byte[]> answer : answers) {
            Payloads.check(bytes, answer.get());
        }
    }

    private DomainSocketAddress address(Path folder) {
        return new DomainSocketAddress(folder.resolve(name).toFile());
    }

    private static EventLoopGroup eventLoops(int threads) {
        return new MultiThreadIoEventLoopGroup(threads, EpollIoHandler.newFactory());
    }

    /** Made when the first client connects; a server process has none. */
    private static final class SharedClientLoops {
        static final EventLoopGroup LOOPS = eventLoops(0);
    }

    /** A message with one bytes field. */
    private static final class BytesMarshaller implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            try {
                byte[] encoded = new byte[CodedOutputStream.computeByteArraySize(1, value)];
                CodedOutputStream.newInstance(encoded).writeByteArray(1, value);
                return new EncodedMessage(encoded);
            } catch (IOException e) {
                throw new IllegalStateException("writing to memory failed", e);
            }
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                CodedInputStream in = CodedInputStream.newInstance(stream.readAllBytes());
                byte[] value = {};
                for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                    if (WireFormat.getTagFieldNumber(tag) == 1) {
                        value = in.readByteArray();
                    } else {
                        in.skipField(tag);
                    }
                }
                return value;
            } catch (IOException e) {
                throw new IllegalArgumentException("no bytes message", e);
            }
        }
    }

    private static final class OrderMarshaller implements MethodDescriptor.Marshaller<Order> {

        @Override
        public InputStream stream(Order value) {
            return new EncodedMessage(OrderProtobuf.encode(value));
        }

        @Override
        public Order parse(InputStream stream) {
            try {
                return OrderProtobuf.decode(CodedInputStream.newInstance(stream.readAllBytes()));
            } catch (IOException e) {
                throw new IllegalArgumentException("no order", e);
            }
        }
    }

    /** Tells gRPC its length, and lets itself be written in one go, as the streams of gRPC's own marshaller do. */
    private static final class EncodedMessage extends ByteArrayInputStream implements KnownLength, Drainable {

        EncodedMessage(byte[] bytes) {
            super(bytes);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int drained = available();
            target.write(buf, pos, drained);
            pos += drained;
            return drained;
        }
    }
}
