package io.multiprocess.matrix;

import io.multiprocess.Address;
import io.multiprocess.Vat;
import io.multiprocess.capability.OutgoingCall;
import io.multiprocess.capability.RpcException;
import io.multiprocess.matrix.Rows.Row;
import io.multiprocess.proxy.ProxyClient;
import io.multiprocess.proxy.ProxyMethod;
import org.capnproto.AnyPointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every kind of value in every place, over a socket. */
@Timeout(60)
class MatrixTest {
    private static Vat server;
    private static Vat client;
    private static Matrix matrix;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void connect() throws Exception {
        Address address = Address.unix(folder.resolve("socket"));
        server = Vat.create();
        client = Vat.create();
        server.listen(address, MatrixProxyClient.TYPE, service());
        matrix = client.connect(address, MatrixProxyClient.TYPE);
    }

    @AfterAll
    static void close() {
        client.close();
        server.close();
    }

    private static List<Row<?>> rows() {
        return Rows.ALL;
    }

    /** A service whose methods differ in their types alone: each wants what the test sends, and gives the answer for it. */
    private static Matrix service() {
        return (Matrix) Proxy.newProxyInstance(
                Matrix.class.getClassLoader(), new Class<?>[] {Matrix.class}, (self, method, arguments) -> {
                    String name = method.getName();
                    Object given = arguments[0];
                    switch (name) {
                        case "passAll":
                            return answer(given, Rows.SENT, Rows.ANSWERED);
                        case "listAll":
                            return answer(given, List.of(Rows.SENT, Rows.ANSWERED), List.of(Rows.ANSWERED, Rows.SENT));
                        case "fail":
                            return fail((int) given);
                        case "span":
                            return List.of(arguments).toString();
                        default:
                    }
                    String verb = name.substring(0, name.startsWith("maybe") ? 5 : 4);
                    Row<?> row = Rows.named(name.substring(verb.length()));
                    return switch (verb) {
                        case "pass" -> answer(given, row.sent(), row.answered());
                        case "list" ->
                            answer(given, List.of(row.sent(), row.answered()), List.of(row.answered(), row.sent()));
                        case "maybe" -> maybe((Optional<?>) given, row);
                        case "swap" -> swap((AtomicReference<?>) given, row);
                        default -> want((AtomicReference<?>) given, row);
                    };
                });
    }

    private static Object answer(Object given, Object expected, Object answer) {
        if (!Rows.comparable(given).equals(Rows.comparable(expected))) {
            throw new IllegalArgumentException(
                    "wanted " + Rows.comparable(expected) + ", got " + Rows.comparable(given));
        }
        return answer;
    }

    private static Object maybe(Optional<?> given, Row<?> row) {
        // The other way round: something for nothing.
        return given.isEmpty() ? Optional.of(row.answered()) : answer(given.get(), row.sent(), Optional.empty());
    }

    @SuppressWarnings("unchecked")
    private static <J> Object swap(AtomicReference<J> holder, Row<?> row) {
        holder.set((J) answer(holder.get(), row.sent(), row.answered()));
        return null;
    }

    @SuppressWarnings("unchecked")
    private static <J> Object want(AtomicReference<J> holder, Row<?> row) {
        if (holder != null) {
            holder.set((J) row.answered());
        }
        return null;
    }

    private static int fail(int kind) throws Exception {
        switch (kind) {
            case 1:
                throw new FirstException("the first");
            case 2:
                throw new SecondException(new Point(2, 3));
            case 3:
                throw new IllegalStateException("any other");
            default:
                return kind;
        }
    }

    private static void assertSame(Object got, Object expected) {
        assertThat(Rows.comparable(got)).isEqualTo(Rows.comparable(expected));
    }

    @ParameterizedTest
    @MethodSource("rows")
    <J> void argumentsAndResults(Row<J> row) {
        assertSame(row.pass().apply(matrix, row.sent()), row.answered());
    }

    @ParameterizedTest
    @MethodSource("rows")
    <J> void inAndOut(Row<J> row) {
        AtomicReference<J> holder = new AtomicReference<>(row.sent());
        row.swap().accept(matrix, holder);
        assertSame(holder.get(), row.answered());
    }

    @ParameterizedTest
    @MethodSource("rows")
    <J> void optional(Row<J> row) {
        assertSame(row.maybe().apply(matrix, Optional.of(row.sent())), Optional.empty());
        assertSame(row.maybe().apply(matrix, Optional.empty()), Optional.of(row.answered()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    <J> void elements(Row<J> row) {
        assertSame(row.list().apply(matrix, List.of(row.sent(), row.answered())), List.of(row.answered(), row.sent()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    <J> void outputsOnRequest(Row<J> row) {
        AtomicReference<J> holder = new AtomicReference<>();
        row.want().accept(matrix, holder);
        assertSame(holder.get(), row.answered());
        row.want().accept(matrix, null);
    }

    @Test
    void fields() {
        assertSame(matrix.passAll(Rows.SENT), Rows.ANSWERED);
        assertSame(matrix.listAll(List.of(Rows.SENT, Rows.ANSWERED)), List.of(Rows.ANSWERED, Rows.SENT));
    }

    @Test
    void severalExceptions() throws Exception {
        assertThat(matrix.fail(7)).isEqualTo(7);
        assertThatThrownBy(() -> matrix.fail(1))
                .isInstanceOf(FirstException.class)
                .hasMessage("the first");
        assertThatThrownBy(() -> matrix.fail(2))
                .isInstanceOfSatisfying(
                        SecondException.class, e -> assertThat(e.point()).isEqualTo(new Point(2, 3)));
        assertThatThrownBy(() -> matrix.fail(3))
                .isExactlyInstanceOf(RuntimeException.class)
                .hasMessageContaining("any other");
    }

    @Test
    void severalParametersAreOneStruct() {
        assertThat(matrix.span("a", -1, OptionalLong.of(5), "m", 2)).isEqualTo("[a, -1, OptionalLong[5], m, 2]");
        assertThat(matrix.span("a", -1, OptionalLong.empty(), "", 2)).isEqualTo("[a, -1, OptionalLong.empty, , 2]");
    }

    @Test
    void numbersOutOfRangeAreRefusedByWhoSends() {
        assertThatThrownBy(() -> matrix.passUInt8(256)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> matrix.passUInt8(-1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> matrix.passUInt16(65_536)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> matrix.passUInt32(1L << 32)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> matrix.passUInt32Int(-1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> matrix.passUInt64(-1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> matrix.passUInt64Big(BigInteger.ONE.shiftLeft(64)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> matrix.passOrdinal(3)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> matrix.passDuration(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> matrix.listUInt8(List.of(1, 256))).isInstanceOf(ArithmeticException.class);
        assertThat(matrix.passBool(true)).isFalse();
    }

    @Test
    void numbersOutOfRangeAreRefusedByWhoReceives() throws Exception {
        assertThatThrownBy(() -> raw(
                        MatrixProxyClient.PASS_U_INT64,
                        params -> params.initAs(MatrixCapnp.Matrix.PassUInt64Params.factory)
                                .setArg(-1)))
                .isInstanceOf(RpcException.class);
        assertThatThrownBy(() -> raw(
                        MatrixProxyClient.PASS_U_INT32_INT,
                        params -> params.initAs(MatrixCapnp.Matrix.PassUInt32IntParams.factory)
                                .setArg(-1)))
                .isInstanceOf(RpcException.class);
        assertThatThrownBy(() -> raw(
                        MatrixProxyClient.PASS_CHAR8,
                        params -> params.initAs(MatrixCapnp.Matrix.PassChar8Params.factory)
                                .setArg((byte) -1)))
                .isInstanceOf(RpcException.class);
        assertThat(matrix.passBool(true)).isFalse();
    }

    /** Sends what generated code would refuse to build. */
    private static void raw(ProxyMethod method, Consumer<AnyPointer.Builder> fill) throws Exception {
        OutgoingCall call = ProxyClient.of(matrix).capability().newCall(method.interfaceId(), method.methodId(), 8);
        fill.accept(call.params());
        call.send().await(TimeUnit.SECONDS.toNanos(20)).close();
    }
}
