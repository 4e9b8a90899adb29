package io.multiprocess.spring.client;

import io.multiprocess.proxy.ProxyType;
import io.multiprocess.spring.index.ProxyTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.util.ClassUtils;

/**
 * Makes the bean of a remote interface. Making it opens no connection; the first call does.
 *
 * <p>Confined to the thread that makes the bean.
 *
 * @param <P> the generated client class
 */
public class MpClientFactoryBean<P> implements FactoryBean<P>, BeanFactoryAware, BeanClassLoaderAware {

    private final String connection;
    private final String service;
    private final String clientClassName;
    private @Nullable BeanFactory beanFactory;
    private @Nullable ClassLoader classLoader;

    /**
     * Makes nothing yet.
     *
     * @param connection name of the connection
     * @param service the name that the peer serves the interface under, empty for the unnamed one
     * @param clientClassName binary name of the generated client class
     */
    public MpClientFactoryBean(String connection, String service, String clientClassName) {
        this.connection = connection;
        this.service = service;
        this.clientClassName = clientClassName;
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    @Override
    public void setBeanClassLoader(ClassLoader classLoader) {
        this.classLoader = classLoader;
    }

    @Override
    @SuppressWarnings("unchecked")
    public P getObject() {
        if (beanFactory == null) {
            throw new IllegalStateException("The bean factory has not been set");
        }
        ProxyType<?> type = ProxyTypes.load(clientClassName, classLoader);
        return (P) beanFactory.getBean(MpConnections.class).get(connection).client(type, service);
    }

    @Override
    public Class<?> getObjectType() {
        return ClassUtils.resolveClassName(clientClassName, classLoader);
    }
}
