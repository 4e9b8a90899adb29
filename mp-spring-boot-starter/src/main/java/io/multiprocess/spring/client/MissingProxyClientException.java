package io.multiprocess.spring.client;

/** An interface is to be imported, and the plugin generated no {@code …ProxyClient} for it. */
public final class MissingProxyClientException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String javaInterface;

    MissingProxyClientException(String javaInterface, String importingClass) {
        super("%s imports %s, for which no ProxyClient was generated".formatted(importingClass, javaInterface));
        this.javaInterface = javaInterface;
    }

    /** The interface. */
    public String getJavaInterface() {
        return javaInterface;
    }
}
