package io.multiprocess.spring.boot;

import io.multiprocess.spring.MpService;
import io.multiprocess.spring.sample.Greeter;
import io.multiprocess.spring.sample.PoliteGreeter;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.nio.file.Path;

/** Contexts of a server and of connections to it, which meet over a real socket. */
final class SocketRunner {

    private SocketRunner() {}

    static Path socket(Path folder) {
        return folder.resolve("test.sock");
    }

    /** A server without services, and a connection to it called {@code default}. */
    static ApplicationContextRunner in(Path folder) {
        return without(folder)
                .withPropertyValues("multiprocess.client.connection.default.address=unix:" + socket(folder));
    }

    /** A server without services. */
    static ApplicationContextRunner without(Path folder) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        MultiprocessAutoConfiguration.class,
                        MultiprocessClientAutoConfiguration.class,
                        MultiprocessServerAutoConfiguration.class))
                .withPropertyValues("multiprocess.server.address=unix:" + socket(folder));
    }

    static Greeter greeter(ApplicationContext context, String connection) {
        return remote(context, connection, Greeter.class);
    }

    static <T> T remote(ApplicationContext context, String connection, Class<T> type) {
        return context.getBean("mpClient." + connection + "." + type.getName(), type);
    }

    /** Serves a polite greeter. */
    @Configuration(proxyBeanMethods = false)
    static class GreeterService {

        @Bean
        @MpService
        Greeter greeter() {
            return new PoliteGreeter("Hello");
        }
    }

    /** Serves a gate. */
    @Configuration(proxyBeanMethods = false)
    static class GateService {

        @Bean
        @MpService
        Gate gate() {
            return new Gate();
        }
    }
}
