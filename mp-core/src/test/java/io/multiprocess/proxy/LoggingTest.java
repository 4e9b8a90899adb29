package io.multiprocess.proxy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.spi.FilterReply;
import io.multiprocess.VatOptions;
import io.multiprocess.foo.FooCallback;
import io.multiprocess.foo.FooException;
import io.multiprocess.foo.FooStruct;
import io.multiprocess.transport.SocketLibrary;
import io.multiprocess.vat.VatConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What is logged, at which level, and that nothing is made for logs that are off. */
@Timeout(60)
class LoggingTest {
    private static final String PID = Long.toString(ProcessHandle.current().pid());
    private static final String USER = System.getProperty("user.name");
    private static final FooStruct STRUCT =
            new FooStruct("x".repeat(500), Set.of(), List.of(), OptionalInt.empty(), Set.of(), Map.of());

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.multiprocess");
    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            // The text is made here and now, as by an appender that writes.
            event.getFormattedMessage();
            events.add(event);
        }
    };

    @BeforeEach
    void listen() {
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
    }

    @AfterEach
    void listenNoMore() {
        logger.setLevel(null);
        logger.setAdditive(true);
        logger.detachAppender(appender);
    }

    @Test
    void connectionsAreLoggedWithTheUserAtInfo() throws Exception {
        logger.setLevel(Level.INFO);
        play(options -> options);

        assertThat(lines(Level.INFO))
                .anyMatch(line -> line.matches(
                        "\\{client-" + PID + "/.+} IPC client: connection \\d+ \\(.*user " + USER + "\\) opened"))
                .anyMatch(line -> line.matches(
                        "\\{server-" + PID + "/.+} IPC server: connection \\d+ \\(.*user " + USER + "\\) accepted"))
                .anyMatch(line -> line.matches("\\{client-.+} IPC client: connection \\d+ \\(.*\\) closed: .+"))
                .anyMatch(line -> line.matches("\\{server-.+} IPC server: connection \\d+ \\(.*\\) closed: .+"));
        assertThat(events).allMatch(event -> event.getLevel().isGreaterOrEqual(Level.INFO));
        assertThat(lines(Level.INFO)).noneMatch(line -> line.contains("request"));
    }

    @Test
    void anOrdinaryEndIsNoErrorToThePeer() throws Exception {
        logger.setLevel(Level.INFO);
        play(options -> options);

        assertThat(lines(Level.INFO))
                .anyMatch(line -> line.endsWith("closed: the peer closed the connection (the connection was closed)"))
                .noneMatch(line -> line.contains("abort"));
        assertThat(lines(Level.WARN)).isEmpty();
    }

    @Test
    void theProcessOfThePeerIsLoggedWhereItIsKnown() throws Exception {
        logger.setLevel(Level.INFO);
        play(options -> options.withSocketLibrary(SocketLibrary.JUNIXSOCKET));

        assertThat(lines(Level.INFO)).anyMatch(line -> line.contains("user " + USER + ", pid " + PID + ") accepted"));
    }

    @Test
    void requestsAreNumberedAtDebug() throws Exception {
        logger.setLevel(Level.DEBUG);
        play(options -> options);

        assertThat(lines(Level.TRACE)).isEmpty();
        List<String> lines = lines(Level.DEBUG);
        assertThat(lines)
                .anyMatch(line -> line.matches("\\{client-.+} IPC client send FooInterface\\.add"))
                .anyMatch(line -> line.matches("\\{client-.+} IPC client recv FooInterface\\.add"));
        String received = lines.stream()
                .filter(line -> line.matches("\\{server-.+} IPC server recv request #\\d+ FooInterface\\.callback"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(String.join("\n", lines)));
        String number = received.replaceAll(".*request (#\\d+) .*", "$1");
        String worker = "\\{server-" + PID + "/\\d+ \\(from client-" + PID + "/.+\\)} ";
        assertThat(lines)
                .anyMatch(line -> line.matches(".*IPC server post request " + number + " \\{server-.+ \\(from .+\\)}"))
                .anyMatch(line -> line.matches(worker + "IPC server executing request " + number))
                .anyMatch(line ->
                        line.matches(worker + "IPC server send response " + number + " FooInterface\\.callback"))
                // The callback runs on the thread that waits.
                .anyMatch(
                        line -> line.matches("\\{client-" + PID + "/caller-\\d+} IPC server executing request #\\d+"));
        assertThat(lines).filteredOn(line -> line.contains("recv request")).doesNotHaveDuplicates();
    }

    @Test
    void everyLineNamesItsThread() throws Exception {
        logger.setLevel(Level.TRACE);
        play(options -> options);

        List<String> lines = events.stream()
                // The lowest layers do not know which vat they work for.
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO)
                        || !event.getLoggerName().matches("io\\.multiprocess\\.(loop|transport)\\..*"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        assertThat(lines).hasSizeGreaterThan(30);
        assertThat(lines).allMatch(line -> line.matches("(?s)\\{(client|server)-" + PID + "/[^}]*\\d.*} .+"));
    }

    @Test
    void contentsAreLoggedAtTraceUpToALimit() throws Exception {
        logger.setLevel(Level.TRACE);
        play(options -> options);
        assertThat(data("send")).anyMatch(text -> text.contains("x".repeat(100)) && text.length() == 203);
        assertThat(data("request")).anyMatch(text -> text.contains("x".repeat(100)) && text.length() == 203);
        assertThat(data("response")).anyMatch(text -> text.contains("x".repeat(100)) && text.length() == 203);
        assertThat(data("recv")).anyMatch(text -> text.contains("x".repeat(100)) && text.length() == 203);
        assertThat(data("send")).allMatch(text -> text.length() <= 203);

        events.clear();
        play(options -> options.withLoggedMessageChars(20));
        for (String kind : List.of("send", "request", "response", "recv")) {
            assertThat(data(kind)).isNotEmpty().allMatch(text -> text.length() <= 23);
            assertThat(data(kind)).anyMatch(text -> text.length() == 23 && text.endsWith("x..."));
        }

        events.clear();
        play(options -> options.withLoggedMessageChars(600));
        assertThat(data("send")).anyMatch(text -> text.contains("x".repeat(500)));
    }

    @Test
    void failuresOfTheObjectAreWarningsAndThoseOfCallsAreNot() throws Exception {
        logger.setLevel(Level.DEBUG);
        FooPair pair = new FooPair();
        pair.service().setFn(() -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> pair.foo().callFn()).hasMessageContaining("broken");
        pair.closeAndFindNothingLeft();

        assertThat(events)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getFormattedMessage())
                            .matches("\\{server-.+} IPC server error request #\\d+ FooInterface\\.callFn");
                    assertThat(event.getThrowableProxy().getMessage()).isEqualTo("broken");
                });
    }

    @Test
    void nothingIsMadeForLogsThatAreOff() throws Exception {
        logger.setLevel(Level.WARN);
        Queue<String> made = new ConcurrentLinkedQueue<>();
        TurboFilter watching = new TurboFilter() {
            @Override
            public FilterReply decide(
                    Marker marker, Logger of, Level level, String format, Object[] params, Throwable failure) {
                // Asked whether a level is on, there is no format; given a line to log, there is one.
                if (format != null
                        && level.toInt() < Level.WARN_INT
                        && of.getName().startsWith("io.multiprocess")) {
                    made.add(of.getName() + ": " + format);
                }
                return FilterReply.NEUTRAL;
            }
        };
        FooPair pair = new FooPair();
        pair.foo().initThreadMap();
        call(pair);
        LoggerContext context = logger.getLoggerContext();
        context.addTurboFilter(watching);
        try {
            for (int i = 0; i < 20; i++) {
                call(pair);
            }
        } finally {
            context.resetTurboFilterList();
        }
        pair.closeAndFindNothingLeft();

        assertThat(made).isEmpty();
        assertThat(events).isEmpty();
    }

    private static void call(FooPair pair) throws FooException {
        FooCallback callback = arg -> arg + 1;
        assertThat(pair.foo().add(1, 2)).isEqualTo(3);
        assertThat(pair.foo().pass(STRUCT)).isEqualTo(STRUCT);
        assertThat(pair.foo().callback(callback, 3)).isEqualTo(4);
        assertThatThrownBy(() -> pair.foo().raise(STRUCT)).isInstanceOf(FooException.class);
    }

    /** A connection with calls of each kind, from its opening until both ends have told of its end. */
    private void play(UnaryOperator<VatOptions> change) throws Exception {
        FooPair pair = new FooPair(change);
        // A thread is called by the first vat that it has to do with, so the tests' own may have a name from another
        // test.
        FutureTask<Void> calls = new FutureTask<>(() -> {
            pair.foo().initThreadMap();
            call(pair);
            return null;
        });
        new Thread(calls, "caller").start();
        calls.get();
        pair.closeAndFindNothingLeft();
        for (VatConnection end : List.of(pair.client(), pair.server())) {
            await().until(() -> lines(Level.INFO).stream()
                    .anyMatch(line -> line.contains(end.description()) && line.contains("closed: ")));
        }
    }

    private List<String> lines(Level level) {
        return events.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private List<String> data(String kind) {
        return lines(Level.TRACE).stream()
                .filter(line -> line.contains("} " + kind + " data: "))
                .map(line -> line.substring(line.indexOf(" data: ") + 7))
                .toList();
    }
}
