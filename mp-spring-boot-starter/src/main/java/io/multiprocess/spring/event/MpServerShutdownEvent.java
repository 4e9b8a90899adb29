package io.multiprocess.spring.event;

import io.multiprocess.Address;

import java.util.List;

/** The server stops: it accepts no more connections, and the calls in flight may still finish. */
public final class MpServerShutdownEvent extends MpServerEvent {

    private static final long serialVersionUID = 1L;

    /** Makes the event. */
    public MpServerShutdownEvent(Object source, List<Address> addresses) {
        super(source, addresses);
    }
}
