package io.multiprocess.spring.client;

import io.multiprocess.spring.MpClient;
import io.multiprocess.spring.index.ProxyIndex;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConstructorArgumentValues;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Defines remote interfaces as beans.
 *
 * <p>A definition is a fallback, so that a local bean of the same type goes before it, and carries the connection's name
 * as {@link MpClient} and {@link Qualifier}. Its type is the generated client class, which is both the interface and a
 * {@code ProxyClient} of it.
 *
 * <p>Thread-safe.
 */
public final class MpClientDefinitions {

    /** Attribute of a definition: the binary name of the remote interface. */
    public static final String INTERFACE_ATTRIBUTE = MpClientDefinitions.class.getName() + ".interface";

    private MpClientDefinitions() {}

    /**
     * Defines one interface of one connection, unless it is defined already.
     *
     * @param connection name of the connection
     * @param service the name that the peer serves it under, empty for the unnamed one
     * @param defaultCandidate whether it is injected where no connection is asked for
     */
    public static void register(
            BeanDefinitionRegistry registry,
            String connection,
            String service,
            ProxyIndex.Entry entry,
            boolean defaultCandidate,
            @Nullable ClassLoader classLoader) {
        String beanName = beanName(connection, service, entry);
        if (registry.containsBeanDefinition(beanName)) {
            return;
        }
        Class<?> clientClass = ClassUtils.resolveClassName(entry.clientClass(), classLoader);
        RootBeanDefinition definition = new RootBeanDefinition(MpClientFactoryBean.class);
        definition.setTargetType(ResolvableType.forClassWithGenerics(MpClientFactoryBean.class, clientClass));
        ConstructorArgumentValues arguments = definition.getConstructorArgumentValues();
        arguments.addIndexedArgumentValue(0, connection);
        arguments.addIndexedArgumentValue(1, service);
        arguments.addIndexedArgumentValue(2, clientClass.getName());
        definition.setAttribute(INTERFACE_ATTRIBUTE, entry.javaInterface());
        // Generated classes are final: an aspect that matches them can only stand in for their interfaces.
        definition.setAttribute(
                AutoProxyUtils.EXPOSED_INTERFACES_ATTRIBUTE, AutoProxyUtils.ALL_INTERFACES_ATTRIBUTE_VALUE);
        definition.setFallback(true);
        definition.setDefaultCandidate(defaultCandidate);
        definition.setLazyInit(true);
        definition.setRole(BeanDefinition.ROLE_APPLICATION);
        String qualifier = service.isEmpty() ? connection : connection + "/" + service;
        definition.addQualifier(new AutowireCandidateQualifier(MpClient.class, qualifier));
        definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, qualifier));
        registry.registerBeanDefinition(beanName, definition);
    }

    /** Whether a definition of this interface exists, for whatever connection. */
    public static boolean isRegistered(BeanDefinitionRegistry registry, ProxyIndex.Entry entry) {
        for (String name : registry.getBeanDefinitionNames()) {
            if (entry.javaInterface().equals(registry.getBeanDefinition(name).getAttribute(INTERFACE_ATTRIBUTE))) {
                return true;
            }
        }
        return false;
    }

    private static String beanName(String connection, String service, ProxyIndex.Entry entry) {
        return "mpClient." + connection + (service.isEmpty() ? "." : "/" + service + ".") + entry.javaInterface();
    }
}
