package io.multiprocess.spring.observation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.multiprocess.proxy.ProxyConnection;
import io.multiprocess.vat.ConnectionStatistics;
import io.multiprocess.vat.VatConnection;

import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Gauges of what connections hold, summed over those of the server and over those of each configured connection.
 *
 * <p>Thread-safe.
 */
public final class MpMeterBinder implements MeterBinder {

    private final Map<String, Supplier<Collection<VatConnection>>> connections;

    /**
     * Measures nothing yet.
     *
     * @param connections the open connections, by name: {@code server} for those that
     *     clients opened, else the configured name
     */
    public MpMeterBinder(Map<String, Supplier<Collection<VatConnection>>> connections) {
        this.connections = Map.copyOf(connections);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        connections.forEach((name, open) -> {
            Gauge.builder(
                            "multiprocess.connections",
                            open,
                            supplier -> supplier.get().size())
                    .description("Open connections")
                    .tag("connection", name)
                    .register(registry);
            sum(
                    registry,
                    name,
                    open,
                    "multiprocess.objects.imported",
                    "Objects of peers that are held",
                    ConnectionStatistics::imports);
            sum(
                    registry,
                    name,
                    open,
                    "multiprocess.objects.exported",
                    "Objects that peers hold",
                    ConnectionStatistics::exports);
            sum(
                    registry,
                    name,
                    open,
                    "multiprocess.calls.made",
                    "Calls made that are not finished",
                    ConnectionStatistics::questions);
            sum(
                    registry,
                    name,
                    open,
                    "multiprocess.calls.served",
                    "Calls received that are not finished",
                    ConnectionStatistics::answers);
            sum(
                    registry,
                    name,
                    open,
                    "multiprocess.queue.bytes",
                    "Bytes that wait to be sent",
                    ConnectionStatistics::unsentBytes);
            Gauge.builder(
                            "multiprocess.threads",
                            open,
                            supplier -> supplier.get().stream()
                                    .mapToInt(connection -> ProxyConnection.of(connection)
                                            .threads()
                                            .madeThreads())
                                    .sum())
                    .description("Threads that run calls of peers")
                    .tag("connection", name)
                    .register(registry);
        });
    }

    private static void sum(
            MeterRegistry registry,
            String name,
            Supplier<Collection<VatConnection>> open,
            String meter,
            String description,
            ToLongFunction<ConnectionStatistics> value) {
        Gauge.builder(
                        meter,
                        open,
                        supplier -> supplier.get().stream()
                                .mapToLong(connection -> value.applyAsLong(connection.statistics()))
                                .sum())
                .description(description)
                .tag("connection", name)
                .register(registry);
    }
}
