package io.multiprocess.shapes;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.multiprocess.Address;
import io.multiprocess.Listener;
import io.multiprocess.Vat;
import io.multiprocess.capability.RpcException;
import io.multiprocess.proxy.ProxyClient;
import io.multiprocess.proxy.ProxyConnection;
import io.multiprocess.vat.VatConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Calls on the promised result of another call, over a socket. */
@Timeout(60)
class PipeliningTest {
    private final Vat serverVat = Vat.create();
    private final Vat clientVat = Vat.create();
    private final ExecutorService caller = Executors.newSingleThreadExecutor();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final CompletableFuture<VatConnection> accepted = new CompletableFuture<>();
    private Listener listener;
    private VatConnection client;
    private Studio studio;

    /** Answers when it is told to. */
    private final class SlowStudio extends LocalStudio {
        @Override
        public Brush brush(int width) {
            try {
                if (!mayAnswer.await(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody let it answer");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (width < 0) {
                throw new IllegalArgumentException("width " + width);
            }
            return width == 0 ? null : new LocalBrush(width);
        }
    }

    /** What closing proxies warned of. */
    private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();

    private final Logger closing = (Logger) LoggerFactory.getLogger("io.multiprocess.proxy.ProxyContext");

    @BeforeEach
    void listen() {
        warnings.setContext(closing.getLoggerContext());
        warnings.start();
        closing.addAppender(warnings);
    }

    @BeforeEach
    void connect(@TempDir Path folder) throws Exception {
        Address address = Address.unix(folder.resolve("socket"));
        listener = serverVat.listen(address, connection -> {
            accepted.complete(connection);
            return ProxyConnection.of(connection).server(StudioProxyClient.TYPE, new SlowStudio());
        });
        client = clientVat.connect(address);
        studio = ProxyConnection.of(client).root(StudioProxyClient.TYPE, true);
    }

    @AfterEach
    void closeAndFindNothingLeft() throws Exception {
        mayAnswer.countDown();
        VatConnection server = accepted.get(10, TimeUnit.SECONDS);
        ProxyClient.close(studio);
        await().untilAsserted(() -> {
            assertThat(client.statistics().isIdle())
                    .as("%s", client.statistics())
                    .isTrue();
            assertThat(server.statistics().isIdle())
                    .as("%s", server.statistics())
                    .isTrue();
        });
        listener.close();
        clientVat.close();
        serverVat.close();
        caller.shutdown();
        closing.detachAppender(warnings);
        assertThat(warnings.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains("destroy"));
    }

    @Test
    void theSecondCallArrivesBeforeTheFirstIsAnswered() throws Exception {
        VatConnection server = accepted.get(10, TimeUnit.SECONDS);
        await().until(() -> server.statistics().answers() == 0);
        try (Brush brush = studio.brushPipelined(3)) {
            CompletableFuture<Integer> width = CompletableFuture.supplyAsync(brush::width, caller);
            await().until(() -> server.statistics().answers() == 2);
            assertThat(width).isNotDone();

            mayAnswer.countDown();
            assertThat(width.get(10, TimeUnit.SECONDS)).isEqualTo(3);
        }
    }

    @Test
    void aWholeChainLeavesAtOnce() throws Exception {
        VatConnection server = accepted.get(10, TimeUnit.SECONDS);
        await().until(() -> server.statistics().answers() == 0);
        try (Brush brush = studio.brushPipelined(4);
                Brush twin = brush.twinPipelined();
                Brush third = twin.twinPipelined()) {
            CompletableFuture<Integer> width = CompletableFuture.supplyAsync(third::width, caller);
            await().until(() -> server.statistics().answers() == 4);
            mayAnswer.countDown();
            assertThat(width.get(10, TimeUnit.SECONDS)).isEqualTo(4);
        }
    }

    @Test
    void callsOnThePromiseFailAsTheCallDoes() throws Exception {
        mayAnswer.countDown();
        try (Brush brush = studio.brushPipelined(-1)) {
            assertThatThrownBy(brush::width)
                    .isInstanceOf(RpcException.class)
                    .hasMessageContaining("IllegalArgumentException: width -1");
        }
    }

    @Test
    void callsOnNothingFail() throws Exception {
        mayAnswer.countDown();
        try (Brush brush = studio.brushPipelined(0)) {
            assertThatThrownBy(brush::width).isInstanceOf(RpcException.class);
        }
        assertThat(studio.brush(0)).isNull();
    }

    @Test
    void aPromiseIsAnArgumentLikeAnyObject() throws Exception {
        mayAnswer.countDown();
        try (Brush one = studio.brushPipelined(5);
                Brush two = studio.brushPipelined(6)) {
            assertThat(studio.useAll(List.of(one, two))).isEqualTo(11);
        }
    }

    @Test
    void anObjectOfThisProcessIsJustCalled() {
        assertThat(new LocalStudio().brushPipelined(7).twinPipelined().width()).isEqualTo(7);
        assertThatThrownBy(() -> new LocalStudio() {
                    @Override
                    public Brush brush(int width) {
                        return null;
                    }
                }.brushPipelined(1))
                .isInstanceOf(NullPointerException.class);
    }
}
