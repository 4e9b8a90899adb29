package io.multiprocess.spring.event;

import io.multiprocess.Address;
import org.springframework.context.ApplicationEvent;

import java.util.List;

/** Something that happened to the server of this application. Immutable. */
public abstract class MpServerEvent extends ApplicationEvent {

    private static final long serialVersionUID = 1L;

    private final transient List<Address> addresses;

    MpServerEvent(Object source, List<Address> addresses) {
        super(source);
        this.addresses = List.copyOf(addresses);
    }

    /** Where the server listens, or listened; a {@code tcp:} address has the port that was picked. */
    public List<Address> getAddresses() {
        return addresses;
    }
}
