package io.multiprocess.spring.boot;

import io.multiprocess.Vat;
import io.multiprocess.VatOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.util.ClassUtils;
import org.springframework.util.CustomizableThreadCreator;
import org.springframework.util.StringUtils;

import java.util.concurrent.ThreadFactory;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of what server and connections share: this process as others see
 * it.
 */
@AutoConfiguration
@ConditionalOnClass(Vat.class)
public final class MultiprocessAutoConfiguration {

    private static final String EXECUTOR_PROPERTY = "multiprocess.server.executor";

    @Bean
    static AddressConverter multiprocessAddressConverter() {
        return new AddressConverter();
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Vat multiprocessVat(
            Environment environment,
            ConfigurableListableBeanFactory beanFactory,
            ObjectProvider<VatOptionsCustomizer> customizers) {
        VatOptions options = VatOptions.defaults().withName(name(environment, beanFactory));
        ThreadFactory threadFactory = threadFactory(environment, beanFactory);
        if (threadFactory != null) {
            options = options.withThreadFactory(threadFactory);
        }
        for (VatOptionsCustomizer customizer : customizers.orderedStream().toList()) {
            options = customizer.customize(options);
        }
        return Vat.create(options);
    }

    /** Of the application, or of its main class where it has none: two applications must not look alike in logs. */
    private static String name(Environment environment, ConfigurableListableBeanFactory beanFactory) {
        String name = environment.getProperty("spring.application.name");
        if (StringUtils.hasText(name)) {
            return name.strip();
        }
        for (String bean : beanFactory.getBeanDefinitionNames()) {
            // Neither makes a bean, nor a factory of one.
            if (beanFactory.findAnnotationOnBean(bean, SpringBootConfiguration.class, false) != null) {
                Class<?> type = beanFactory.getType(bean, false);
                if (type != null) {
                    return ClassUtils.getUserClass(type).getSimpleName();
                }
            }
        }
        return "application";
    }

    private static @Nullable ThreadFactory threadFactory(Environment environment, BeanFactory beanFactory) {
        String executor = environment.getProperty(EXECUTOR_PROPERTY);
        if (executor == null || executor.isBlank()) {
            return Threading.VIRTUAL.isActive(environment)
                    ? new VirtualThreadTaskExecutor("multiprocess-").getVirtualThreadFactory()
                    : null;
        }
        if (!beanFactory.containsBean(executor)) {
            throw new InvalidConfigurationPropertyValueException(
                    EXECUTOR_PROPERTY, executor, "There is no bean of this name.");
        }
        Object bean = beanFactory.getBean(executor);
        if (bean instanceof ThreadFactory factory) {
            return factory;
        }
        if (bean instanceof VirtualThreadTaskExecutor virtual) {
            return virtual.getVirtualThreadFactory();
        }
        if (bean instanceof CustomizableThreadCreator creator) {
            return creator::createThread;
        }
        throw new InvalidConfigurationPropertyValueException(
                EXECUTOR_PROPERTY,
                executor,
                "The bean is a %s. A ThreadFactory is needed, or a task executor of Spring, which tells how to make threads."
                        .formatted(bean.getClass().getName()));
    }
}
