package io.multiprocess.spring.boot;

import io.multiprocess.spring.MpService;
import io.multiprocess.spring.sample.Farm;
import io.multiprocess.spring.sample.Greeter;
import io.multiprocess.spring.sample.PoliteGreeter;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server that tests run as a process of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ServerMain {

    /** Serves what is configured in the arguments, or the descriptor of a bare number. */
    public static void main(String[] args) {
        List<String> arguments = new ArrayList<>();
        for (String argument : args) {
            arguments.add(argument.matches("\\d+") ? "--multiprocess.server.address=fd:" + argument : argument);
        }
        SpringApplication.run(ServerMain.class, arguments.toArray(String[]::new));
    }

    /** What starts it. */
    static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dspring.main.banner-mode=off",
                "-Dspring.devtools.restart.enabled=false",
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName());
    }

    @Bean
    @MpService(root = true)
    Farm farm() {
        return new Farm() {
            @Override
            public Greeter makeGreeter(String greeting) {
                return new PoliteGreeter(greeting);
            }

            @Override
            public long pid() {
                return ProcessHandle.current().pid();
            }
        };
    }

    @Bean
    @MpService
    Greeter greeter() {
        return new PoliteGreeter("Hello");
    }
}
