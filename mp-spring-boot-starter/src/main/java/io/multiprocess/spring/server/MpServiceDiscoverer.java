package io.multiprocess.spring.server;

import io.multiprocess.proxy.ProxyType;
import io.multiprocess.spring.MpService;
import io.multiprocess.spring.index.ProxyIndex;
import io.multiprocess.spring.index.ProxyTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the {@link MpService} beans of an application without making them.
 *
 * <p>Confined to the thread that starts the application.
 */
public final class MpServiceDiscoverer {

    private final ConfigurableListableBeanFactory beanFactory;
    private final ProxyIndex index;

    /**
     * Looks nowhere yet.
     *
     * @param index the interfaces that servers were generated for
     */
    public MpServiceDiscoverer(ConfigurableListableBeanFactory beanFactory, ProxyIndex index) {
        this.beanFactory = beanFactory;
        this.index = index;
    }

    /**
     * Finds what is to be served, sorted by bean name.
     *
     * @throws MissingProxyServerException when nothing was generated for an interface, or for none of a bean's
     * @throws ServiceDefinitionException when two beans claim the same interface under the same name, or two interfaces
     *     the same inherited one, or a bean lacks an interface that its annotation names
     */
    public List<ServedInterface> discover() {
        List<ServedInterface> services = new ArrayList<>();
        String[] beanNames = beanFactory.getBeanNamesForAnnotation(MpService.class);
        for (String beanName : List.of(beanNames).stream().sorted().toList()) {
            if (!beanName.startsWith("scopedTarget.")) {
                discover(beanName, services);
            }
        }
        checkNames(services);
        checkInherited(services);
        return List.copyOf(services);
    }

    private void discover(String beanName, List<ServedInterface> services) {
        MpService annotation = beanFactory.findAnnotationOnBean(beanName, MpService.class, false);
        if (annotation == null) {
            return;
        }
        Class<?> beanType = beanType(beanName);
        for (Class<?> javaInterface : interfaces(beanName, beanType, annotation)) {
            ProxyIndex.Entry entry = index.find(javaInterface.getName());
            if (entry == null) {
                throw new MissingProxyServerException(beanName, beanType, javaInterface);
            }
            ProxyType<?> type = ProxyTypes.load(entry.clientClass(), beanFactory.getBeanClassLoader());
            services.add(new ServedInterface(
                    beanName,
                    type,
                    annotation.name(),
                    annotation.root(),
                    entry.superclassIds(),
                    List.of(annotation.interceptors())));
        }
    }

    private Class<?> beanType(String beanName) {
        Class<?> type = AutoProxyUtils.determineTargetClass(beanFactory, beanName);
        if (type == null) {
            type = beanFactory.getType(beanName, false);
        }
        if (type == null) {
            throw new IllegalStateException("The type of the bean '" + beanName + "' is not known");
        }
        return ClassUtils.getUserClass(type);
    }

    private Set<Class<?>> interfaces(String beanName, Class<?> beanType, MpService annotation) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        if (annotation.interfaces().length > 0) {
            for (Class<?> javaInterface : annotation.interfaces()) {
                if (!javaInterface.isAssignableFrom(beanType)) {
                    throw ServiceDefinitionException.notImplemented(beanName, beanType, javaInterface);
                }
                interfaces.add(javaInterface);
            }
            return interfaces;
        }
        for (Class<?> candidate : ClassUtils.getAllInterfacesForClass(beanType)) {
            if (index.find(candidate.getName()) != null) {
                interfaces.add(candidate);
            }
        }
        // A parent interface that is served anyway as part of its child would only be a second way to the same ids.
        interfaces.removeIf(
                parent -> interfaces.stream().anyMatch(child -> child != parent && parent.isAssignableFrom(child)));
        if (interfaces.isEmpty()) {
            throw new MissingProxyServerException(beanName, beanType, null);
        }
        return interfaces;
    }

    private static void checkNames(List<ServedInterface> services) {
        Map<String, ServedInterface> first = new HashMap<>();
        for (ServedInterface service : services) {
            ServedInterface other = first.putIfAbsent(service.description(), service);
            if (other != null) {
                throw ServiceDefinitionException.sameName(other, service);
            }
        }
    }

    /** An id that two unnamed services answer to must lead to one of them: to the root's. */
    private static void checkInherited(List<ServedInterface> services) {
        List<ServedInterface> roots =
                services.stream().filter(ServedInterface::root).toList();
        if (roots.size() > 1) {
            throw ServiceDefinitionException.twoRoots(roots.get(0), roots.get(1));
        }
        @Nullable ServedInterface root = roots.isEmpty() ? null : roots.get(0);
        Map<Long, ServedInterface> answers = new HashMap<>();
        for (ServedInterface service : services) {
            if (service.name().isEmpty()) {
                for (Long id : service.ids()) {
                    ServedInterface other = answers.putIfAbsent(id, service);
                    if (other != null && !other.equals(root) && !service.equals(root)) {
                        throw ServiceDefinitionException.inherited(other, service, id);
                    }
                }
            }
        }
    }
}
