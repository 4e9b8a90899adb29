package io.multiprocess.spring.event;

import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;

/** A connection was opened, by this application or to its server. */
public final class MpConnectionOpenedEvent extends MpConnectionEvent {

    private static final long serialVersionUID = 1L;

    /** Makes the event. */
    public MpConnectionOpenedEvent(VatConnection connection, @Nullable String connectionName) {
        super(connection, connectionName);
    }
}
