package io.multiprocess.proxy;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import org.capnproto.AnyPointer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What conversions need to know of the call whose params or results they build or read.
 *
 * <p><i>Confined to the thread that runs the call.</i>
 *
 * <p>Spec: libmultiprocess, {@code InvokeContext}.
 */
public abstract class InvokeContext {
    private static final Logger log = LoggerFactory.getLogger(InvokeContext.class);
    private static final Capability[] NONE = new Capability[0];

    private final ProxyConnection connection;
    private Capability[] owned = NONE;
    private int ownedCount;
    /** Who is told of the end of an asynchronous call, the innermost first. */
    private @Nullable List<ProxyCall.Ending> endings;

    InvokeContext(ProxyConnection connection) {
        this.connection = connection;
    }

    /** The connection that the call goes or came over. */
    public final ProxyConnection connection() {
        return connection;
    }

    /** The table of what is being built: the params of a call that goes out, the results of one that came in. */
    public abstract CapabilityTable capabilities();

    /**
     * Announces a value that is put into a field next, so that memory for a large one need not be cleared before.
     *
     * @return the value
     */
    public final byte[] data(byte[] value) {
        expectData(value.length);
        return value;
    }

    abstract void expectData(int bytes);

    /**
     * Releases a capability when the call's context is closed; until then it may be put into the table.
     *
     * @param capability this takes over the caller's reference
     * @return the capability
     */
    public final Capability own(Capability capability) {
        if (ownedCount == owned.length) {
            owned = Arrays.copyOf(owned, ownedCount + 2);
        }
        owned[ownedCount++] = capability;
        return capability;
    }

    final void addEnding(ProxyCall.Ending ending) {
        List<ProxyCall.Ending> known = endings;
        if (known == null) {
            known = new ArrayList<>();
            endings = known;
        }
        known.add(ending);
    }

    /** Tells of the end of an asynchronous call; returns what it fails with after all. */
    final @Nullable Throwable ended(@Nullable Throwable failure) {
        Throwable last = failure;
        if (endings != null) {
            for (ProxyCall.Ending ending : endings) {
                try {
                    Throwable told = ending.ended(last);
                    if (last != null && told != null) {
                        last = told;
                    }
                } catch (RuntimeException e) {
                    log.warn("{{}} An interceptor failed at the end of a call", connection.loggingThread(), e);
                }
            }
        }
        return last;
    }

    /** A message for a log. */
    final MessageText text(AnyPointer.Reader message) {
        return new MessageText(message, connection.vatConnection().loggedMessageChars());
    }

    final void releaseOwned() {
        for (int i = 0; i < ownedCount; i++) {
            owned[i].release();
        }
        ownedCount = 0;
    }
}
