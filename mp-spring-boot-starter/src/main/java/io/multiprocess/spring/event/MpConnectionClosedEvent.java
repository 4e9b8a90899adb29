package io.multiprocess.spring.event;

import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;

/** A connection ended, for whatever reason; {@link VatConnection#closeReason} tells which. */
public final class MpConnectionClosedEvent extends MpConnectionEvent {

    private static final long serialVersionUID = 1L;

    /** Makes the event. */
    public MpConnectionClosedEvent(VatConnection connection, @Nullable String connectionName) {
        super(connection, connectionName);
    }
}
