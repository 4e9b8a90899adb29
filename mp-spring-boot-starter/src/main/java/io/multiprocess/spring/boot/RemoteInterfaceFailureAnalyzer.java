package io.multiprocess.spring.boot;

import io.multiprocess.spring.client.MpClientDefinitions;
import io.multiprocess.spring.index.ProxyIndex;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

import java.util.List;
import java.util.Objects;

/**
 * Says what is missing when a remote interface cannot be injected: a connection, or the choice of one.
 *
 * <p>Goes before Boot's own analyzer, and leaves beans that are not remote interfaces to it.
 */
class RemoteInterfaceFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> implements Ordered {

    private final @Nullable ConfigurableListableBeanFactory beanFactory;
    private final Environment environment;

    RemoteInterfaceFailureAnalyzer(BeanFactory beanFactory, Environment environment) {
        this.environment = environment;
        this.beanFactory = beanFactory instanceof ConfigurableListableBeanFactory listable ? listable : null;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 100;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException failure) {
        Class<?> type = failure.getBeanType();
        if (type == null || beanFactory == null) {
            return null;
        }
        ProxyIndex index = ProxyIndex.load(beanFactory.getBeanClassLoader());
        if (index.find(type.getName()) == null) {
            return index.entries().isEmpty() ? nothingGenerated(type, failure) : null;
        }
        List<String> connections = connections(type.getName());
        if (failure instanceof NoUniqueBeanDefinitionException) {
            return connections.size() < 2
                    ? null
                    : new FailureAnalysis(
                            "%s is offered by several connections: %s."
                                    .formatted(type.getName(), String.join(", ", connections)),
                            "Say which one with @MpClient(\"%s\") where it is injected, call one of the connections 'default', or"
                                            .formatted(connections.get(0))
                                    + " list what each offers in multiprocess.client.connection.<name>.interfaces.",
                            failure);
        }
        if (connections.isEmpty()) {
            return new FailureAnalysis(
                    "%s is an interface of another process, and no connection offers it.".formatted(type.getName()),
                    "Set multiprocess.client.connection.default.address to where that process listens, for example"
                            + " 'unix:/run/app.sock', or define a bean that implements the interface here.",
                    failure);
        }
        return new FailureAnalysis(
                "%s is offered by the connections %s, but not by one of the name that is asked for."
                        .formatted(type.getName(), String.join(", ", connections)),
                "Use one of these names in @MpClient, or configure a connection of the other name under"
                        + " multiprocess.client.connection.<name>.",
                failure);
    }

    /** An application with connections that nothing comes from: most likely its build lacks the plugin. */
    private @Nullable FailureAnalysis nothingGenerated(Class<?> type, NoSuchBeanDefinitionException failure) {
        // Of the environment, as the beans are gone by now.
        boolean connections = Binder.get(environment)
                .bind("multiprocess.client.connection", Bindable.mapOf(String.class, Object.class))
                .isBound();
        if (!type.isInterface() || !connections) {
            return null;
        }
        return new FailureAnalysis(
                "There is no bean of the type %s. There are connections to other processes, but nothing on the class path was generated for calling them."
                        .formatted(type.getName()),
                "If it is an interface of another process, let the mp-codegen-maven-plugin (goal 'generate') compile a .capnp file with"
                        + " $Proxy.wrap(\"%s\") on the schema's interface, or add the jar where that has been done. If not, define a bean."
                                .formatted(type.getName()),
                failure);
    }

    private List<String> connections(String javaInterface) {
        ConfigurableListableBeanFactory factory = Objects.requireNonNull(beanFactory);
        return List.of(factory.getBeanDefinitionNames()).stream()
                .map(factory::getBeanDefinition)
                .filter(definition ->
                        javaInterface.equals(definition.getAttribute(MpClientDefinitions.INTERFACE_ATTRIBUTE)))
                .map(definition -> definition.getConstructorArgumentValues().getIndexedArgumentValue(0, String.class))
                .filter(Objects::nonNull)
                .map(value -> String.valueOf(value.getValue()))
                .sorted()
                .distinct()
                .toList();
    }
}
