package io.multiprocess.spring.boot.test;

import io.multiprocess.Address;
import io.multiprocess.spring.MpService;
import io.multiprocess.spring.client.MpConnections;
import io.multiprocess.spring.sample.Greeter;
import io.multiprocess.spring.sample.PoliteGreeter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(
        properties = {
            "multiprocess.server.address=unix:/never/bound.sock",
            "multiprocess.client.connection.default.address=unix:/never/bound.sock"
        })
@AutoConfigureTestMultiprocess
@SuppressWarnings("NullAway")
class AutoConfigureTestMultiprocessTest {

    @Autowired
    @Qualifier("default")
    private Greeter greeter;

    @Autowired
    private MpConnections connections;

    @LocalMpAddress
    private Address address;

    @Test
    void callsStayWithinTheProcess() {
        assertThat(greeter.greet("Ada")).isEqualTo("Hello, Ada");
        assertThat(address.kind()).isEqualTo(Address.Kind.IN_PROCESS);
        assertThat(connections.get("default").settings().addressText()).isEqualTo(address.toString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        @MpService
        Greeter local() {
            return new PoliteGreeter("Hello");
        }
    }
}
