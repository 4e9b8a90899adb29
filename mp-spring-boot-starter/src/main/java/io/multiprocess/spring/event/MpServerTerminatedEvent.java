package io.multiprocess.spring.event;

import io.multiprocess.Address;

import java.util.List;

/** The server has stopped: all its connections are closed. */
public final class MpServerTerminatedEvent extends MpServerEvent {

    private static final long serialVersionUID = 1L;

    /** Makes the event. */
    public MpServerTerminatedEvent(Object source, List<Address> addresses) {
        super(source, addresses);
    }
}
