package io.multiprocess.spring.boot.test;

import io.multiprocess.Address;
import io.multiprocess.spring.MpService;
import io.multiprocess.spring.sample.Greeter;
import io.multiprocess.spring.sample.PoliteGreeter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(properties = "multiprocess.server.address=tcp:localhost:0")
@SuppressWarnings("NullAway")
class LocalMpAddressTest {

    @LocalMpAddress
    private Address address;

    @LocalMpAddress
    private String text;

    @Test
    void thePortThatWasPickedIsInjected() {
        assertThat(address.kind()).isEqualTo(Address.Kind.TCP);
        assertThat(address.port()).isPositive();
        assertThat(text).isEqualTo(address.toString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        @MpService
        Greeter greeter() {
            return new PoliteGreeter("Hello");
        }
    }
}
