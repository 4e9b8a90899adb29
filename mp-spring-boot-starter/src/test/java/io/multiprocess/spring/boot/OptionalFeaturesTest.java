package io.multiprocess.spring.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.multiprocess.ClientConnection;
import io.multiprocess.capability.RpcException;
import io.multiprocess.spring.MpAdvice;
import io.multiprocess.spring.MpCall;
import io.multiprocess.spring.MpClientInterceptor;
import io.multiprocess.spring.MpExceptionHandler;
import io.multiprocess.spring.MpServerInterceptor;
import io.multiprocess.spring.MpService;
import io.multiprocess.spring.boot.actuate.MultiprocessEndpoint;
import io.multiprocess.spring.boot.actuate.ServerHealthIndicator;
import io.multiprocess.spring.client.MpConnections;
import io.multiprocess.spring.observation.DefaultMpServerObservationConvention;
import io.multiprocess.spring.observation.MpMeterBinder;
import io.multiprocess.spring.observation.MpServerObservationConvention;
import io.multiprocess.spring.observation.ObservationClientInterceptor;
import io.multiprocess.spring.observation.ObservationServerInterceptor;
import io.multiprocess.spring.sample.Greeter;
import io.multiprocess.spring.sample.PoliteGreeter;
import io.multiprocess.spring.security.PeerAuthenticationConverter;
import io.multiprocess.spring.security.PeerAuthenticationInterceptor;
import io.multiprocess.spring.server.AdviceInterceptor;
import io.multiprocess.spring.server.MpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Health, endpoint, observations, metrics, security, advices and interceptors, each with and without what it needs. */
@SuppressWarnings("NullAway")
class OptionalFeaturesTest {

    @TempDir
    Path folder;

    private ApplicationContextRunner runner() {
        String address = "unix:" + folder.resolve("test.sock");
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        MultiprocessAutoConfiguration.class,
                        MultiprocessClientAutoConfiguration.class,
                        MultiprocessServerAutoConfiguration.class,
                        MultiprocessObservationAutoConfiguration.class,
                        MultiprocessMetricsAutoConfiguration.class,
                        MultiprocessHealthAutoConfiguration.class,
                        MultiprocessEndpointAutoConfiguration.class,
                        MultiprocessSecurityAutoConfiguration.class,
                        DiscoveryClientAutoConfiguration.class))
                .withUserConfiguration(Service.class)
                .withPropertyValues(
                        "multiprocess.server.address=" + address,
                        "multiprocess.client.connection.default.address=" + address,
                        "management.endpoints.web.exposure.include=*",
                        "management.endpoints.jmx.exposure.include=*");
    }

    private static Greeter remote(ApplicationContext context) {
        return (Greeter) context.getBean("mpClient.default." + Greeter.class.getName());
    }

    @Test
    void withoutTheOptionalLibrariesAnApplicationStillWorks() {
        runner().withClassLoader(new FilteredClassLoader(
                        "io.micrometer",
                        "org.springframework.boot.actuate",
                        "org.springframework.boot.health",
                        "org.springframework.security",
                        "org.springframework.cloud"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(remote(context).greet("Ada")).isEqualTo("Hello, Ada");
                });
    }

    @Test
    void withoutTheHealthModuleThereIsNoHealth() {
        runner().withClassLoader(new FilteredClassLoader(HealthContributor.class))
                .run(context ->
                        assertThat(context).hasNotFailed().doesNotHaveBean("multiprocessServerHealthContributor"));
    }

    @Test
    @Covers({"management.health.multiprocess-server.enabled", "management.health.multiprocess-client.enabled"})
    void healthCanBeSwitchedOff() {
        runner().withPropertyValues(
                        "management.health.multiprocess-server.enabled=false",
                        "management.health.multiprocess-client.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean("multiprocessServerHealthContributor")
                        .doesNotHaveBean("multiprocessClientHealthContributor"));
    }

    @Test
    void theServerIsUpWhileItListens() {
        runner().run(context -> {
            ServerHealthIndicator indicator = context.getBean(ServerHealthIndicator.class);
            assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
            context.getBean(MpServer.class).stop();
            assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        });
    }

    @Test
    void aConnectionIsUnknownUntilItIsUsedAndDownWhenItIsLost() {
        runner().run(context -> {
            HealthIndicator indicator = (HealthIndicator)
                    context.getBean("multiprocessClientHealthContributor", CompositeHealthContributor.class)
                            .getContributor("default");
            assertThat(indicator.health().getStatus()).isEqualTo(Status.UNKNOWN);
            assertThat(remote(context).greet("Ada")).isEqualTo("Hello, Ada");
            assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
            context.getBean(MpServer.class).stop();
            org.awaitility.Awaitility.await().untilAsserted(() -> {
                Health health = indicator.health();
                assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            });
            context.getBean(MpServer.class).start();
            org.awaitility.Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(indicator.health().getStatus()).isEqualTo(Status.UP));
        });
    }

    @Test
    void aConnectionCanBeLeftOutOfHealth() {
        runner().withPropertyValues("multiprocess.client.connection.default.health=false")
                .run(context -> assertThat(
                                context.getBean("multiprocessClientHealthContributor", CompositeHealthContributor.class)
                                        .getContributor("default"))
                        .isNull());
    }

    @Test
    void withoutTheActuatorThereIsNoEndpoint() {
        runner().withClassLoader(new FilteredClassLoader(Endpoint.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MultiprocessEndpoint.class));
    }

    @Test
    void theEndpointShowsServicesAndConnections() {
        runner().run(context -> {
            assertThat(remote(context).greet("Ada")).isEqualTo("Hello, Ada");
            MultiprocessEndpoint.Multiprocess shown =
                    context.getBean(MultiprocessEndpoint.class).multiprocess();
            assertThat(shown.server().running()).isTrue();
            assertThat(shown.server().addresses()).containsExactly("unix:" + folder.resolve("test.sock"));
            assertThat(shown.server().services()).singleElement().satisfies(service -> {
                assertThat(service.bean()).isEqualTo("greeter");
                assertThat(service.javaInterface()).isEqualTo(Greeter.class.getName());
                assertThat(service.id()).isEqualTo("0xc5a0d1e27b3f4896");
                assertThat(service.methods()).contains("Greeter.greet", "Greeter.fail");
            });
            assertThat(shown.server().connections())
                    .singleElement()
                    .satisfies(connection ->
                            assertThat(connection.peer().user()).isEqualTo(System.getProperty("user.name")));
            assertThat(shown.client()).containsOnlyKeys("default");
            assertThat(shown.client().get("default").state()).isEqualTo(ClientConnection.State.READY);
            assertThat(shown.client().get("default").connection().objectsHeld()).isPositive();
            assertThat(shown.client().get("default").connection().threads()).isZero();
            assertThat(shown.server().connections().get(0).threads()).isEqualTo(1);
        });
    }

    @Test
    void theEndpointShowsCallsInFlight() {
        runner().withUserConfiguration(GatedService.class)
                .withPropertyValues("multiprocess.client.connection.default.services.gate=" + Greeter.class.getName())
                .run(context -> {
                    MultiprocessEndpoint endpoint = context.getBean(MultiprocessEndpoint.class);
                    Greeter remote = context.getBean("mpClient.default/gate." + Greeter.class.getName(), Greeter.class);
                    CompletableFuture<String> answer = Background.supply(() -> remote.greet("Ada"));
                    context.getBean(Gate.class).awaitEntered();

                    MultiprocessEndpoint.Multiprocess shown = endpoint.multiprocess();
                    // An answered call counts too until its caller has said that it is finished with it.
                    assertThat(shown.server().connections().get(0).callsServed())
                            .isPositive();
                    assertThat(shown.client().get("default").connection().callsMade())
                            .isPositive();
                    context.getBean(Gate.class).open();

                    assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("Hello, Ada");
                    org.awaitility.Awaitility.await()
                            .atMost(Duration.ofSeconds(60))
                            .untilAsserted(() -> assertThat(endpoint.multiprocess()
                                            .server()
                                            .connections()
                                            .get(0)
                                            .callsServed())
                                    .isZero());
                });
    }

    @Test
    void theEndpointShowsThePeersProcessWhereItIsKnown() {
        String address = "unix-abstract:" + folder.getFileName();
        runner().withPropertyValues(
                        "multiprocess.server.address=" + address,
                        "multiprocess.client.connection.default.address=" + address)
                .run(context -> {
                    assertThat(remote(context).greet("Ada")).isEqualTo("Hello, Ada");
                    assertThat(context.getBean(MultiprocessEndpoint.class)
                                    .multiprocess()
                                    .server()
                                    .connections()
                                    .get(0)
                                    .peer()
                                    .pid())
                            .isEqualTo(ProcessHandle.current().pid());
                });
    }

    @Test
    void withoutAnObservationRegistryNothingIsObserved() {
        runner().run(context -> assertThat(context)
                .doesNotHaveBean(ObservationServerInterceptor.class)
                .doesNotHaveBean(ObservationClientInterceptor.class));
        runner().withClassLoader(new FilteredClassLoader(ObservationRegistry.class))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void callsAreObservedOnBothSides() {
        Observed observed = new Observed();
        runner().withBean(ObservationRegistry.class, observed::registry).run(context -> {
            remote(context).greet("Ada");
            assertThatExceptionOfType(RpcException.class)
                    .isThrownBy(() -> remote(context).fail("no"));
            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThat(observed.seen)
                            .containsExactlyInAnyOrder(
                                    "multiprocess.server Greeter.greet none SUCCESS",
                                    "multiprocess.client Greeter.greet default SUCCESS",
                                    "multiprocess.server Greeter.fail none FAILED",
                                    "multiprocess.client Greeter.fail default FAILED"));
        });
    }

    @Test
    void observationsCanBeSwitchedOffAndNamedOtherwise() {
        Observed observed = new Observed();
        runner().withBean(ObservationRegistry.class, observed::registry)
                .withPropertyValues("multiprocess.client.observation.enabled=false")
                .withBean(MpServerObservationConvention.class, OwnConvention::new)
                .run(context -> {
                    remote(context).greet("Ada");
                    org.awaitility.Awaitility.await()
                            .untilAsserted(() ->
                                    assertThat(observed.seen).containsExactly("own.name Greeter.greet none SUCCESS"));
                });
    }

    @Test
    void gaugesCountWhatConnectionsHold() {
        runner().withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            context.getBean(MpMeterBinder.class).bindTo(registry);
            assertThat(registry.get("multiprocess.connections")
                            .tag("connection", "server")
                            .gauge()
                            .value())
                    .isZero();
            remote(context).greet("Ada");
            assertThat(registry.get("multiprocess.connections")
                            .tag("connection", "server")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            assertThat(registry.get("multiprocess.objects.imported")
                            .tag("connection", "default")
                            .gauge()
                            .value())
                    .isPositive();
        });
        runner().run(context -> assertThat(context).doesNotHaveBean(MpMeterBinder.class));
    }

    @Test
    void thePeerIsTheCurrentUser() {
        runner().withUserConfiguration(Secured.class).run(context -> {
            Greeter secured = context.getBean("mpClient.default/secured." + Greeter.class.getName(), Greeter.class);
            assertThat(secured.greet("Ada")).isEqualTo("Hello, Ada from " + System.getProperty("user.name"));
            assertThatExceptionOfType(RpcException.class)
                    .isThrownBy(() -> secured.fail("never reached"))
                    .withMessageContaining("Access Denied");
        });
    }

    @Test
    @Covers("multiprocess.server.security.enabled")
    void withoutSpringSecurityOrWhenSwitchedOffThereIsNoUser() {
        runner().withClassLoader(new FilteredClassLoader(Authentication.class))
                .run(context ->
                        assertThat(context).hasNotFailed().doesNotHaveBean(PeerAuthenticationInterceptor.class));
        runner().withPropertyValues("multiprocess.server.security.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(PeerAuthenticationInterceptor.class)
                        .doesNotHaveBean(PeerAuthenticationConverter.class));
    }

    @Test
    void aServedBeanKnowsWhoCalls() {
        runner().run(context -> assertThat(remote(context).user())
                .isEqualTo("Greeter.user by user " + System.getProperty("user.name")));
    }

    @Test
    void theLoggingContextSaysWhatIsServed() {
        Interceptions seen = new Interceptions();
        runner().withBean(MpServerInterceptor.class, () -> (call, next) -> {
                    seen.add(MDC.get("multiprocess.call") + " " + (MDC.get("multiprocess.peer") != null));
                    next.run();
                })
                .run(context -> {
                    remote(context).greet("Ada");
                    assertThat(seen.all).containsExactly("Greeter.greet true");
                });
    }

    @Test
    void interceptorsRunInOrderAroundCalls() {
        runner().withUserConfiguration(Interceptors.class).run(context -> {
            remote(context).greet("Ada");
            assertThat(context.getBean(Interceptions.class).all)
                    .containsExactly(
                            "client in default Greeter.greet",
                            "server 1 in greeter",
                            "server 2 in greeter",
                            "server 2 out",
                            "server 1 out",
                            "client out");
        });
    }

    @Test
    void anInterceptorOfOneServiceRunsAroundItsCallsOnly() {
        runner().withUserConfiguration(OneServiceInterceptor.class).run(context -> {
            remote(context).greet("Ada");
            assertThat(context.getBean(Interceptions.class).all).isEmpty();
            context.getBean("mpClient.default/secured." + Greeter.class.getName(), Greeter.class)
                    .greet("Ada");
            assertThat(context.getBean(Interceptions.class).all).containsExactly("own secured");
        });
    }

    @Test
    void anInterceptorCanRefuseACall() {
        runner().withBean(MpServerInterceptor.class, () -> (call, next) -> {
                    throw new RpcException(RpcException.Kind.OVERLOADED, "too busy");
                })
                .run(context -> assertThatExceptionOfType(RpcException.class)
                        .isThrownBy(() -> remote(context).greet("Ada"))
                        .withMessageContaining("too busy")
                        .satisfies(e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.OVERLOADED)));
    }

    @Test
    void withoutAdviceAnExceptionIsSentAsItIs() {
        runner().run(context -> {
            assertThat(context).doesNotHaveBean(AdviceInterceptor.class);
            assertThatExceptionOfType(RpcException.class)
                    .isThrownBy(() -> remote(context).fail("too late"))
                    .withMessageContaining("too late");
        });
    }

    @Test
    void adviceTranslatesExceptions() {
        runner().withUserConfiguration(FirstAdvice.class, SecondAdvice.class).run(context -> {
            assertThatExceptionOfType(RpcException.class)
                    .isThrownBy(() -> remote(context).fail("too late"))
                    .withMessageContaining("Greeter.fail said: too late")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.OVERLOADED));
        });
    }

    @Test
    void anAdviceThatCannotBeCalledFailsAtStart() {
        runner().withUserConfiguration(BrokenAdvice.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("takes a java.lang.String"));
    }

    @Test
    void connectionsAreListedByName() {
        runner().run(context -> assertThat(context.getBean(MpConnections.class).all())
                .singleElement()
                .satisfies(connection -> assertThat(connection.name()).isEqualTo("default")));
    }

    /** What was observed, as text. */
    private static final class Observed implements ObservationHandler<Observation.Context> {

        private final List<String> seen = new CopyOnWriteArrayList<>();

        ObservationRegistry registry() {
            ObservationRegistry registry = ObservationRegistry.create();
            registry.observationConfig().observationHandler(this);
            return registry;
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }

        @Override
        public void onStop(Observation.Context context) {
            Map<String, String> values = new java.util.HashMap<>();
            context.getLowCardinalityKeyValues().forEach(value -> values.put(value.getKey(), value.getValue()));
            seen.add("%s %s.%s %s %s"
                    .formatted(
                            context.getName(),
                            values.get("interface"),
                            values.get("method"),
                            values.get("connection"),
                            values.get("outcome")));
        }
    }

    private static final class OwnConvention implements MpServerObservationConvention {

        private final DefaultMpServerObservationConvention values = new DefaultMpServerObservationConvention();

        @Override
        public String getName() {
            return "own.name";
        }

        @Override
        public io.micrometer.common.KeyValues getLowCardinalityKeyValues(
                io.multiprocess.spring.observation.MpServerObservationContext context) {
            return values.getLowCardinalityKeyValues(context);
        }
    }

    static class Interceptions {

        private final List<String> all = new ArrayList<>();

        synchronized void add(String event) {
            all.add(event);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Service {

        @Bean
        @MpService
        Greeter greeter() {
            return new PoliteGreeter("Hello");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class GatedService {

        @Bean
        @MpService(name = "gate")
        Gate gate() {
            return new Gate();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableMethodSecurity
    @io.multiprocess.spring.ImportMpClients(types = Greeter.class, service = "secured")
    static class Secured {

        @Bean
        @MpService(name = "secured")
        SecuredGreeter secured() {
            return new SecuredGreeter();
        }
    }

    static class SecuredGreeter implements Greeter {

        @Override
        @PreAuthorize("hasRole('PEER')")
        public String greet(String name) {
            return "Hello, " + name + " from "
                    + SecurityContextHolder.getContext().getAuthentication().getName();
        }

        @Override
        @PreAuthorize("hasRole('ADMIN')")
        public void fail(String reason) {}

        @Override
        public String user() {
            return "";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Interceptors {

        @Bean
        Interceptions interceptions() {
            return new Interceptions();
        }

        @Bean
        @Order(2)
        MpServerInterceptor second(Interceptions seen) {
            return around("2", seen);
        }

        @Bean
        @Order(1)
        MpServerInterceptor first(Interceptions seen) {
            return around("1", seen);
        }

        private static MpServerInterceptor around(String name, Interceptions seen) {
            return (call, next) -> {
                seen.add("server " + name + " in " + call.beanName());
                next.run();
                seen.add("server " + name + " out");
            };
        }

        @Bean
        MpClientInterceptor client(Interceptions seen) {
            return (call, next) -> {
                seen.add("client in " + call.connectionName() + " " + call.displayName());
                next.run();
                seen.add("client out");
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @io.multiprocess.spring.ImportMpClients(types = Greeter.class, service = "secured")
    static class OneServiceInterceptor {

        @Bean
        Interceptions interceptions() {
            return new Interceptions();
        }

        @Bean
        OwnInterceptor own(Interceptions seen) {
            return new OwnInterceptor(seen);
        }

        @Bean
        @MpService(name = "secured", interceptors = OwnInterceptor.class)
        Greeter secured() {
            return new PoliteGreeter("Hello");
        }
    }

    record OwnInterceptor(Interceptions seen) implements MpServerInterceptor {

        @Override
        public void intercept(MpCall call, MpCall.Work next) throws Exception {
            seen.add("own " + call.beanName());
            next.run();
        }

        @Override
        public boolean isGlobal() {
            return false;
        }
    }

    @MpAdvice
    @Order(1)
    static class FirstAdvice {

        @MpExceptionHandler
        RpcException late(IllegalStateException failure, MpCall call) {
            return new RpcException(
                    RpcException.Kind.OVERLOADED, call.displayName() + " said: " + failure.getMessage());
        }

        @MpExceptionHandler(RuntimeException.class)
        String anything() {
            return "anything";
        }
    }

    @MpAdvice
    @Order(2)
    static class SecondAdvice {

        @MpExceptionHandler
        String late(IllegalStateException failure) {
            return "never asked";
        }
    }

    @MpAdvice
    static class BrokenAdvice {

        @MpExceptionHandler
        String late(IllegalStateException failure, String what) {
            return what;
        }
    }
}
