package io.multiprocess.spring.boot;

import io.multiprocess.rpc.RpcLimits;
import io.multiprocess.vat.ConnectionLimits;
import io.multiprocess.wire.WireLimits;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Limits on what a peer may send, for a server and for a connection alike.
 *
 * <p>Written by the binder while the application starts, read afterwards.
 */
public class LimitsProperties {

    private static final int BYTES_PER_WORD = 8;
    /** What fits a Java array. */
    private static final long MAX_MESSAGE_WORDS = (Integer.MAX_VALUE - 64) / BYTES_PER_WORD;

    /**
     * Size of the largest message that is accepted. A larger one ends the connection. If no unit is given, bytes.
     */
    private DataSize messageSize = DataSize.ofMegabytes(64);

    /**
     * Number of segments that a message may have.
     */
    private int segments = 512;

    /**
     * Amount of data that may be read out of one message, which bounds messages that point at the same data again and
     * again. If no unit is given, bytes.
     */
    private DataSize traversal = DataSize.ofMegabytes(64);

    /**
     * How deep the structures of a message may be nested.
     */
    private int nesting = 64;

    /**
     * Number of objects that one message may pass.
     */
    private int capabilities = 65536;

    /**
     * How many fields deep in a result an object may be that is called before the result is there.
     */
    private int pipelineDepth = 64;

    /**
     * Number of calls in flight, of objects, and of promises that are being resolved, that a connection may hold in each
     * direction. When not set, 65536 calls of the peer and promises, and 1048576 of the others.
     */
    private @Nullable Integer tableEntries;

    /**
     * Size of the received calls that are not answered yet. Beyond it, reading pauses. If no unit is given, bytes.
     */
    private DataSize inFlight = DataSize.ofMegabytes(128);

    /**
     * Size of the calls of a stream ('-> stream') that may be under way before its sender waits. If no unit is given,
     * bytes.
     */
    private DataSize streamWindow = DataSize.ofKilobytes(64);

    /**
     * Size of what may wait to be sent. Beyond it, callers wait and reading pauses. If no unit is given, bytes.
     */
    private DataSize writeQueue = DataSize.ofMegabytes(4);

    /**
     * Time that an accepted connection may take to send its first message. 0 means no limit. If no unit is given,
     * seconds.
     */
    @DurationUnit(ChronoUnit.SECONDS)
    private Duration handshake = Duration.ofSeconds(30);

    /**
     * Time that a peer may leave data unread before the connection ends. 0 means no limit. If no unit is given,
     * seconds.
     */
    @DurationUnit(ChronoUnit.SECONDS)
    private Duration stalledWrite = Duration.ofSeconds(60);

    /**
     * Time that reading may pause, because a limit is reached, while no call ends. Then it goes on, and calls that find
     * no room are refused. 0 means no limit. If no unit is given, seconds.
     */
    @DurationUnit(ChronoUnit.SECONDS)
    private Duration stalledRead = Duration.ofSeconds(1);

    public DataSize getMessageSize() {
        return messageSize;
    }

    public void setMessageSize(DataSize messageSize) {
        this.messageSize = messageSize;
    }

    public int getSegments() {
        return segments;
    }

    public void setSegments(int segments) {
        this.segments = segments;
    }

    public DataSize getTraversal() {
        return traversal;
    }

    public void setTraversal(DataSize traversal) {
        this.traversal = traversal;
    }

    public int getNesting() {
        return nesting;
    }

    public void setNesting(int nesting) {
        this.nesting = nesting;
    }

    public int getCapabilities() {
        return capabilities;
    }

    public void setCapabilities(int capabilities) {
        this.capabilities = capabilities;
    }

    public int getPipelineDepth() {
        return pipelineDepth;
    }

    public void setPipelineDepth(int pipelineDepth) {
        this.pipelineDepth = pipelineDepth;
    }

    public @Nullable Integer getTableEntries() {
        return tableEntries;
    }

    public void setTableEntries(@Nullable Integer tableEntries) {
        this.tableEntries = tableEntries;
    }

    public DataSize getInFlight() {
        return inFlight;
    }

    public void setInFlight(DataSize inFlight) {
        this.inFlight = inFlight;
    }

    public DataSize getStreamWindow() {
        return streamWindow;
    }

    public void setStreamWindow(DataSize streamWindow) {
        this.streamWindow = streamWindow;
    }

    public DataSize getWriteQueue() {
        return writeQueue;
    }

    public void setWriteQueue(DataSize writeQueue) {
        this.writeQueue = writeQueue;
    }

    public Duration getHandshake() {
        return handshake;
    }

    public void setHandshake(Duration handshake) {
        this.handshake = handshake;
    }

    public Duration getStalledWrite() {
        return stalledWrite;
    }

    public void setStalledWrite(Duration stalledWrite) {
        this.stalledWrite = stalledWrite;
    }

    public Duration getStalledRead() {
        return stalledRead;
    }

    public void setStalledRead(Duration stalledRead) {
        this.stalledRead = stalledRead;
    }

    /**
     * The limits in the core's terms.
     *
     * @param prefix where these properties are, for messages
     * @throws InvalidConfigurationPropertyValueException when one is zero, negative or too large
     */
    ConnectionLimits toConnectionLimits(String prefix) {
        ConnectionLimits defaults = ConnectionLimits.defaults();
        RpcLimits rpc = defaults.rpc();
        WireLimits wire = new WireLimits(
                words(prefix + ".message-size", messageSize, MAX_MESSAGE_WORDS),
                positive(prefix + ".segments", segments),
                words(prefix + ".traversal", traversal, Long.MAX_VALUE),
                positive(prefix + ".nesting", nesting));
        return defaults.withRpc(new RpcLimits(
                        wire,
                        entries(prefix, rpc.questions()),
                        entries(prefix, rpc.answers()),
                        entries(prefix, rpc.imports()),
                        entries(prefix, rpc.exports()),
                        entries(prefix, rpc.embargoes()),
                        words(prefix + ".in-flight", inFlight, Long.MAX_VALUE),
                        positive(prefix + ".capabilities", capabilities),
                        positive(prefix + ".pipeline-depth", pipelineDepth),
                        words(prefix + ".stream-window", streamWindow, Long.MAX_VALUE)))
                .withWriteQueueBytes(words(prefix + ".write-queue", writeQueue, Long.MAX_VALUE) * BYTES_PER_WORD)
                .withHandshakeTime(notNegative(prefix + ".handshake", handshake))
                .withStalledWriteTime(notNegative(prefix + ".stalled-write", stalledWrite))
                .withStalledReadTime(notNegative(prefix + ".stalled-read", stalledRead));
    }

    private int entries(String prefix, int defaultEntries) {
        return tableEntries == null ? defaultEntries : positive(prefix + ".table-entries", tableEntries);
    }

    private static long words(String property, DataSize size, long maxWords) {
        long words = size.toBytes() / BYTES_PER_WORD;
        if (words <= 0 || words > maxWords) {
            throw new InvalidConfigurationPropertyValueException(
                    property,
                    size,
                    "A size from 8 bytes up to %d MB is needed, such as '64MB'.".formatted(maxWords / (1 << 17)));
        }
        return words;
    }

    private static int positive(String property, int value) {
        if (value <= 0) {
            throw new InvalidConfigurationPropertyValueException(property, value, "A number above 0 is needed.");
        }
        return value;
    }

    private static Duration notNegative(String property, Duration value) {
        if (value.isNegative()) {
            throw new InvalidConfigurationPropertyValueException(
                    property, value, "A time that is not negative is needed, such as '30s'.");
        }
        return value;
    }
}
