package io.multiprocess.spring.boot;

import io.multiprocess.Address;
import io.multiprocess.spring.event.MpServerStartedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

import java.beans.PropertyEditorSupport;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts the address of a server that was started into the environment, as Spring Boot does with the port of a web server.
 *
 * <p>Confined to the thread that starts the application.
 */
class LocalAddressInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String PROPERTY = "local.multiprocess.address";
    private static final String PROPERTY_SOURCE = "multiprocess.addresses";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.addApplicationListener(new StartedListener(context));
        context.getBeanFactory()
                .addPropertyEditorRegistrar(
                        registry -> registry.registerCustomEditor(Address.class, new AddressEditor()));
    }

    /** A class and not a lambda, which would not tell Spring which events it is for. */
    private record StartedListener(ConfigurableApplicationContext context)
            implements ApplicationListener<MpServerStartedEvent> {

        @Override
        public void onApplicationEvent(MpServerStartedEvent event) {
            started(context, event);
        }
    }

    private static void started(ConfigurableApplicationContext context, MpServerStartedEvent event) {
        if (event.getAddresses().isEmpty()) {
            return;
        }
        String address = event.getAddresses().get(0).toString();
        for (@Nullable ApplicationContext at = context; at != null; at = at.getParent()) {
            if (at instanceof ConfigurableApplicationContext configurable) {
                put(configurable.getEnvironment(), address);
            }
        }
    }

    /** Lets {@code @Value} inject an address. */
    private static final class AddressEditor extends PropertyEditorSupport {

        @Override
        public void setAsText(String text) {
            setValue(Address.parse(text.strip()));
        }
    }

    @SuppressWarnings("unchecked")
    private static void put(ConfigurableEnvironment environment, String address) {
        PropertySource<?> source = environment.getPropertySources().get(PROPERTY_SOURCE);
        if (source == null) {
            source = new MapPropertySource(PROPERTY_SOURCE, new HashMap<>());
            environment.getPropertySources().addFirst(source);
        }
        ((Map<String, Object>) source.getSource()).put(PROPERTY, address);
    }
}
