package io.multiprocess.spring.event;

import io.multiprocess.Address;

import java.util.List;

/** The server listens at all its addresses. */
public final class MpServerStartedEvent extends MpServerEvent {

    private static final long serialVersionUID = 1L;

    /** Makes the event. */
    public MpServerStartedEvent(Object source, List<Address> addresses) {
        super(source, addresses);
    }
}
