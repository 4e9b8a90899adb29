package io.multiprocess.spring.server;

import io.multiprocess.proxy.ProxyType;
import io.multiprocess.spring.MpServerInterceptor;

import java.util.ArrayList;
import java.util.List;

/**
 * One interface that one bean is served under.
 *
 * <p>Immutable.
 *
 * @param beanName the bean, looked up when a call needs it
 * @param type how to make servers of the interface
 * @param name the name that clients ask for, empty for the unnamed one
 * @param root whether it was declared to be the root
 * @param superclassIds ids of the interfaces it extends, all of which it answers to as well
 * @param interceptors the interceptors of this service alone, by type
 */
public record ServedInterface(
        String beanName,
        ProxyType<?> type,
        String name,
        boolean root,
        List<Long> superclassIds,
        List<Class<? extends MpServerInterceptor>> interceptors) {

    /** The ids of all interfaces whose calls it answers: its own and those it extends. */
    List<Long> ids() {
        List<Long> ids = new ArrayList<>(superclassIds);
        ids.add(type.interfaceId());
        return ids;
    }

    /** The Java interface. */
    public Class<?> javaInterface() {
        return type.javaType();
    }

    /** What to call it in messages: the interface, and the name if it has one. */
    public String description() {
        return javaInterface().getName() + (name.isEmpty() ? "" : " named '" + name + "'");
    }
}
