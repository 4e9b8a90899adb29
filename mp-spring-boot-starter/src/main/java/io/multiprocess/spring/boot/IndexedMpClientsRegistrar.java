package io.multiprocess.spring.boot;

import io.multiprocess.spring.client.MpClientDefinitions;
import io.multiprocess.spring.index.ProxyIndex;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Defines the interfaces of the index as beans of every configured connection.
 *
 * <p>Where several connections offer an interface, the one called {@code default} is injected by type alone; without it,
 * the injection point says which with {@code @MpClient}.
 *
 * <p>Confined to the thread that starts the application.
 */
class IndexedMpClientsRegistrar implements ImportBeanDefinitionRegistrar, EnvironmentAware, BeanClassLoaderAware {

    private static final String DEFAULT_CONNECTION = "default";

    private @Nullable Environment environment;
    private @Nullable ClassLoader classLoader;

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void setBeanClassLoader(ClassLoader classLoader) {
        this.classLoader = classLoader;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
        Map<String, Offer> connections = connections();
        if (connections.isEmpty()) {
            return;
        }
        for (ProxyIndex.Entry entry : ProxyIndex.load(classLoader).entries()) {
            boolean imported = MpClientDefinitions.isRegistered(registry, entry);
            boolean inDefault = connections.containsKey(DEFAULT_CONNECTION)
                    && connections.get(DEFAULT_CONNECTION).includes(entry.javaInterface());
            connections.forEach((name, offer) -> {
                if (offer.includes(entry.javaInterface())) {
                    boolean defaultCandidate = !imported && (!inDefault || name.equals(DEFAULT_CONNECTION));
                    MpClientDefinitions.register(registry, name, "", entry, defaultCandidate, classLoader);
                    for (Map.Entry<String, String> service : offer.services().entrySet()) {
                        if (service.getValue().equals(entry.javaInterface())) {
                            MpClientDefinitions.register(registry, name, service.getKey(), entry, false, classLoader);
                        }
                    }
                }
            });
        }
    }

    /** What each configured connection offers. */
    private Map<String, Offer> connections() {
        Map<String, Offer> offers = new LinkedHashMap<>();
        if (environment != null) {
            Binder binder = Binder.get(environment);
            String prefix = "multiprocess.client.connection";
            binder.bind(prefix, Bindable.mapOf(String.class, Object.class))
                    .orElseGet(LinkedHashMap::new)
                    .keySet()
                    .forEach(name -> offers.put(
                            name,
                            new Offer(
                                    binder.bind(prefix + "." + name + ".interfaces", Bindable.listOf(String.class))
                                            .orElseGet(ArrayList::new),
                                    binder.bind(
                                                    prefix + "." + name + ".services",
                                                    Bindable.mapOf(String.class, String.class))
                                            .orElseGet(LinkedHashMap::new))));
        }
        return offers;
    }

    /**
     * What a connection offers.
     *
     * @param interfaces full names, or packages ending in {@code .*}; empty for everything
     * @param services interfaces of services that the peer serves under a name
     */
    private record Offer(List<String> interfaces, Map<String, String> services) {

        boolean includes(String javaInterface) {
            return interfaces.isEmpty()
                    || services.containsValue(javaInterface)
                    || interfaces.stream()
                            .anyMatch(pattern -> pattern.endsWith(".*")
                                    ? javaInterface.startsWith(pattern.substring(0, pattern.length() - 1))
                                    : javaInterface.equals(pattern));
        }
    }
}
