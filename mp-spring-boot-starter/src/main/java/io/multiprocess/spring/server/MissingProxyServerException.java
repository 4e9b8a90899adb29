package io.multiprocess.spring.server;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** A bean is to be served, and the plugin generated no {@code …ProxyServer} for what it implements. */
public final class MissingProxyServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String beanName;
    private final Class<?> beanType;
    private final transient @Nullable Class<?> javaInterface;

    MissingProxyServerException(String beanName, Class<?> beanType, @Nullable Class<?> javaInterface) {
        super(
                javaInterface != null
                        ? "The bean '%s' is to be served as %s, for which no ProxyServer was generated"
                                .formatted(beanName, javaInterface.getName())
                        : "The bean '%s' of type %s is to be served, but implements no interface for which a ProxyServer was generated"
                                .formatted(beanName, name(beanType)));
        this.beanName = beanName;
        this.beanType = beanType;
        this.javaInterface = javaInterface;
    }

    /** Of a lambda's class nobody knows the name: its interface says more. */
    static String name(Class<?> beanType) {
        return ClassUtils.isLambdaClass(beanType) ? beanType.getInterfaces()[0].getName() : beanType.getName();
    }

    /** The bean. */
    public String getBeanName() {
        return beanName;
    }

    /** Its class. */
    public Class<?> getBeanType() {
        return beanType;
    }

    /** The interface that its annotation names; {@code null} when it names none. */
    public @Nullable Class<?> getJavaInterface() {
        return javaInterface;
    }
}
