package io.multiprocess.spring.boot;

import io.multiprocess.spring.MpClient;
import io.multiprocess.spring.MpService;
import io.multiprocess.spring.sample.Greeter;
import io.multiprocess.spring.sample.PoliteGreeter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application that runs with devtools, serves, calls itself, and restarts when it is told to. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class DevtoolsMain {

    public static void main(String[] args) {
        SpringApplication.run(DevtoolsMain.class, args);
    }

    @Bean
    @MpService
    Greeter greeter(@MpClient("default") ObjectProvider<Greeter> self) {
        ClassLoader loader = getClass().getClassLoader();
        return new PoliteGreeter("Hello from " + loader.getClass().getSimpleName()) {

            @Override
            public String user() {
                return self.getObject().greet(Integer.toHexString(System.identityHashCode(loader)));
            }

            @Override
            public void fail(String reason) {
                new Thread(() -> Restarter.getInstance().restart(), "restart").start();
            }
        };
    }
}
