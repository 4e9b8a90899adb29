package io.multiprocess.spring.boot;

import io.multiprocess.Address;
import io.multiprocess.ClientConnection;
import io.multiprocess.Vat;
import io.multiprocess.capability.RpcException;
import io.multiprocess.proxy.ProxyClient;
import io.multiprocess.spring.ImportMpClients;
import io.multiprocess.spring.MpClient;
import io.multiprocess.spring.client.MpConnectionSettings;
import io.multiprocess.spring.client.MpConnections;
import io.multiprocess.spring.index.ProxyIndex;
import io.multiprocess.spring.sample.Farm;
import io.multiprocess.spring.sample.FarmProxyClient;
import io.multiprocess.spring.sample.Greeter;
import io.multiprocess.spring.sample.GreeterProxyClient;
import io.multiprocess.spring.sample.PoliteGreeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings("NullAway")
class MultiprocessClientAutoConfigurationTest {

    private static final String DEFAULT = "multiprocess.client.connection.default.";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MultiprocessAutoConfiguration.class, MultiprocessClientAutoConfiguration.class));

    @Test
    void whenNoConnectionIsConfiguredThenNoRemoteInterfaceIsABean() {
        runner.run(context ->
                assertThat(context).hasSingleBean(MpConnections.class).doesNotHaveBean(Greeter.class));
    }

    @Test
    @Covers("multiprocess.client.enabled")
    void whenDisabledThenNothingIsThere() {
        runner.withPropertyValues("multiprocess.client.enabled=false", DEFAULT + "address=unix:/nowhere")
                .run(context ->
                        assertThat(context).doesNotHaveBean(MpConnections.class).doesNotHaveBean(Greeter.class));
    }

    @Test
    void whenAConnectionIsConfiguredThenEveryInterfaceOfTheIndexIsABean() {
        runner.withPropertyValues(DEFAULT + "address=unix:/nowhere").run(context -> {
            assertThat(context).hasSingleBean(Greeter.class).hasSingleBean(Farm.class);
            assertThat(context.getBean(Greeter.class))
                    .isInstanceOf(GreeterProxyClient.class)
                    .isSameAs(context.getBean(GreeterProxyClient.class))
                    .isSameAs(context.getBeanProvider(Greeter.class).getObject());
            assertThat(context.getBean(MpConnections.class).get("default").state())
                    .isEqualTo(ClientConnection.State.IDLE);
        });
    }

    @Test
    void theProxyIsInjectedByInterfaceByProxyTypeAndByProvider() {
        runner.withPropertyValues(DEFAULT + "address=unix:/nowhere")
                .withUserConfiguration(Consumer.class)
                .run(context -> {
                    Injected injected = context.getBean(Injected.class);
                    assertThat(injected.greeter())
                            .isSameAs(injected.client())
                            .isSameAs(injected.provider().getObject());
                });
    }

    @Test
    void whenALocalBeanHasTheTypeThenItGoesBeforeTheRemoteOne() {
        runner.withPropertyValues(DEFAULT + "address=unix:/nowhere")
                .withBean("local", Greeter.class, () -> new PoliteGreeter("Hello"))
                .run(context -> assertThat(context.getBean(Greeter.class)).isInstanceOf(PoliteGreeter.class));
    }

    @Test
    @Covers("multiprocess.client.connection")
    void whenThereAreSeveralConnectionsThenTheNameChooses() {
        runner.withPropertyValues(
                        "multiprocess.client.connection.left.address=unix:/left",
                        "multiprocess.client.connection.right.address=unix:/right")
                .withUserConfiguration(TwoSides.class)
                .run(context -> {
                    Sides sides = context.getBean(Sides.class);
                    assertThat(sides.left()).isNotSameAs(sides.right());
                });
    }

    @Test
    void whenOneOfSeveralConnectionsIsCalledDefaultThenItIsInjectedByType() {
        runner.withPropertyValues(
                        DEFAULT + "address=unix:/nowhere", "multiprocess.client.connection.right.address=unix:/right")
                .run(context -> assertThat(
                                context.getBeanProvider(Greeter.class).getIfUnique())
                        .isSameAs(context.getBean("mpClient.default." + Greeter.class.getName())));
    }

    @Test
    void whenSeveralConnectionsOfferAnInterfaceThenTheFailureSaysHowToChoose() {
        assertThat(StartFailure.of(runner.withPropertyValues(
                                "multiprocess.client.connection.left.address=unix:/left",
                                "multiprocess.client.connection.right.address=unix:/right")
                        .withUserConfiguration(Consumer.class)))
                .contains("several connections: left, right")
                .contains("@MpClient(\"left\")");
    }

    @Test
    @Covers(".interfaces")
    void whenTheInterfacesOfAConnectionAreListedThenItOffersOnlyThese() {
        runner.withPropertyValues(
                        "multiprocess.client.connection.left.address=unix:/left",
                        "multiprocess.client.connection.left.interfaces=" + Greeter.class.getName(),
                        "multiprocess.client.connection.right.address=unix:/right",
                        "multiprocess.client.connection.right.interfaces=" + Farm.class.getName())
                .run(context -> assertThat(context).hasSingleBean(Greeter.class).hasSingleBean(Farm.class));
    }

    @Test
    void whenTypesAreImportedThenTheyComeFromTheirConnection() {
        runner.withPropertyValues(
                        "multiprocess.client.connection.left.address=unix:/left",
                        "multiprocess.client.connection.right.address=unix:/right")
                .withUserConfiguration(Imported.class)
                .run(context -> {
                    assertThat(context.getBeanProvider(Farm.class).getIfUnique())
                            .isInstanceOf(FarmProxyClient.class);
                    assertThat(context).hasBean("mpClient.right/loud." + Greeter.class.getName());
                });
    }

    @Test
    void whenATypeIsImportedThatNothingWasGeneratedForThenTheFailureSaysWhatToDo() {
        assertThat(StartFailure.of(runner.withPropertyValues(DEFAULT + "address=unix:/nowhere")
                        .withUserConfiguration(ImportedNotGenerated.class)))
                .contains("java.lang.Runnable")
                .contains("mp-codegen-maven-plugin")
                .contains("$Proxy.wrap(\"java.lang.Runnable\")");
    }

    @Test
    void packagesAreImportedWithAllTheirInterfaces() {
        runner.withPropertyValues("multiprocess.client.connection.left.address=unix:/left")
                .withUserConfiguration(ImportedPackage.class)
                .run(context -> assertThat(context)
                        .hasBean("mpClient.left/late." + Greeter.class.getName())
                        .hasBean("mpClient.left/late." + Farm.class.getName()));
    }

    @Test
    void whenTheNameThatIsAskedForHasNoConnectionThenTheFailureListsThoseThereAre() {
        assertThat(StartFailure.of(runner.withPropertyValues(DEFAULT + "address=unix:/nowhere")
                        .withUserConfiguration(TwoSides.class)))
                .contains("offered by the connections default, but not by one of the name");
    }

    @Test
    void whenAServiceIsConfiguredByNameThenItIsABeanOfItsOwn() {
        runner.withPropertyValues(
                        DEFAULT + "address=unix:/nowhere", DEFAULT + "services.loud=" + Greeter.class.getName())
                .run(context -> assertThat(context).hasBean("mpClient.default/loud." + Greeter.class.getName()));
    }

    @Test
    @Covers({".address", ".connect-timeout", ".health", "multiprocess.client.phase"})
    void propertiesReachTheSettings() {
        runner.withPropertyValues(
                        DEFAULT + "address=tcp:localhost:4000",
                        DEFAULT + "connect-timeout=3",
                        DEFAULT + "call-timeout=4s",
                        DEFAULT + "call-timeouts.Greeter=5s",
                        DEFAULT + "call-timeouts[" + Farm.class.getName() + "]=6s",
                        DEFAULT + "reconnect=false",
                        DEFAULT + "health=false",
                        DEFAULT + "limits.message-size=1MB",
                        DEFAULT + "limits.nesting=7",
                        "multiprocess.client.phase=17")
                .run(context -> {
                    MpConnections connections = context.getBean(MpConnections.class);
                    MpConnectionSettings settings = connections.get("default").settings();
                    assertThat(settings.address().get()).isEqualTo(Address.tcp("localhost", 4000));
                    assertThat(settings.options().connect().timeout()).isEqualTo(Duration.ofSeconds(3));
                    assertThat(settings.options().connect().retry()).isFalse();
                    assertThat(settings.options().reconnect()).isFalse();
                    assertThat(settings.callTimeoutOf(String.class)).isEqualTo(Duration.ofSeconds(4));
                    assertThat(settings.callTimeoutOf(Greeter.class)).isEqualTo(Duration.ofSeconds(5));
                    assertThat(settings.callTimeoutOf(Farm.class)).isEqualTo(Duration.ofSeconds(6));
                    assertThat(settings.health()).isFalse();
                    assertThat(settings.eager()).isFalse();
                    assertThat(settings.options()
                                    .connect()
                                    .limits()
                                    .rpc()
                                    .wire()
                                    .messageWords())
                            .isEqualTo(131_072);
                    assertThat(settings.options()
                                    .connect()
                                    .limits()
                                    .rpc()
                                    .wire()
                                    .nestingDepth())
                            .isEqualTo(7);
                    assertThat(connections.getPhase()).isEqualTo(17);
                });
    }

    @Test
    void whenWaitingForThePeerThenConnectingIsTriedAgain() {
        runner.withPropertyValues(DEFAULT + "address=unix:/nowhere", DEFAULT + "wait-for-peer=20s")
                .run(context -> {
                    MpConnectionSettings settings =
                            context.getBean(MpConnections.class).get("default").settings();
                    assertThat(settings.options().connect().retry()).isTrue();
                    assertThat(settings.options().connect().timeout()).isEqualTo(Duration.ofSeconds(20));
                });
    }

    @Test
    void aPeerCanBeACommand() {
        runner.withPropertyValues(DEFAULT + "command=/bin/server,--verbose")
                .run(context -> assertThat(context.getBean(MpConnections.class)
                                .get("default")
                                .settings()
                                .command())
                        .containsExactly("/bin/server", "--verbose"));
    }

    @Test
    void anAddressResolverFindsAddressesOfItsOwnScheme() {
        runner.withBean(AddressResolver.class, NumberResolver::new)
                .withPropertyValues(DEFAULT + "address=number:12")
                .run(context -> assertThat(context.getBean(MpConnections.class)
                                .get("default")
                                .settings()
                                .address()
                                .get())
                        .isEqualTo(Address.tcp("localhost", 12)));
    }

    @ParameterizedTest
    @CsvSource({
        "address=udp:x,                    .address,                  an address starts with unix:",
        "address=tcp:x,                    .address,                  tcp:host:port",
        "limits.message-size=0B,           .limits.message-size,      A size from 8 bytes",
        "limits.message-size=4GB,          .limits.message-size,      A size from 8 bytes",
        "limits.segments=0,                .limits.segments,          A number above 0",
        "limits.nesting=-1,                .limits.nesting,           A number above 0",
        "limits.table-entries=0,           .limits.table-entries,     A number above 0",
        "limits.handshake=-1s,             .limits.handshake,         not negative",
        "limits.stalled-write=-1s,         .limits.stalled-write,     not negative",
        "limits.stalled-read=-1s,          .limits.stalled-read,      not negative",
        "limits.capabilities=0,            .limits.capabilities,      A number above 0",
        "limits.pipeline-depth=0,          .limits.pipeline-depth,    A number above 0",
        "limits.stream-window=7B,          .limits.stream-window,     A size from 8 bytes",
        "connect-timeout=-1s,              .connect-timeout,          not negative",
        "call-timeout=-1s,                 .call-timeout,             not negative",
        "call-timeouts.Greeter=-1s,        .call-timeouts.Greeter,    not negative",
        "wait-for-peer=-1s,                .wait-for-peer,            not negative",
        "command=/bin/server,              .address,                  'Either an address or a command'",
        "address=,                         .address,                  needs the address of its peer",
        "connect-timeout=soon,             .connect-timeout,          soon",
    })
    void aWrongValueFailsWithThePropertyAndTheAllowedForm(String setting, String property, String reason) {
        assertThat(StartFailure.of(runner.withPropertyValues(DEFAULT + "address=unix:/nowhere", DEFAULT + setting)))
                .contains("multiprocess.client.connection.default" + property)
                .contains(reason);
    }

    @Test
    void whenAnEagerConnectionHasNoPeerThenTheApplicationDoesNotStart() {
        assertThat(StartFailure.of(runner.withPropertyValues(
                        DEFAULT + "address=unix:/nowhere/at/all.sock", DEFAULT + "eager=true")))
                .contains("Cannot connect 'default' to unix:/nowhere/at/all.sock: nobody listens")
                .contains("wait-for-peer");
    }

    @Test
    void whenACallAtStartHasNoPeerThenTheFailureSaysWhatToDo() {
        assertThat(StartFailure.of(runner.withPropertyValues(DEFAULT + "address=unix:/nowhere/at/all.sock")
                        .withUserConfiguration(CallsAtStart.class)))
                .startsWith("Nobody listens at unix:/nowhere/at/all.sock")
                .contains("Start the application at the other end first");
    }

    @ParameterizedTest
    @MethodSource
    void whenThePeerSendsTheApplicationAwayThenTheFailureSaysWhereToLook(Throwable cause, String action) {
        assertThat(StartFailure.of(runner.withBean("greeting", String.class, () -> {
                    throw new IllegalStateException(
                            new RpcException(RpcException.Kind.DISCONNECTED, "it is so", cause));
                })))
                .startsWith("It is so.")
                .contains(action);
    }

    static Stream<Arguments> whenThePeerSendsTheApplicationAwayThenTheFailureSaysWhereToLook() {
        return Stream.of(
                Arguments.of(null, "The log of the application at the other end says why"),
                Arguments.of(new ConnectException("nobody"), "Start the application at the other end first"),
                Arguments.of(
                        new SocketException("no permission to connect"), "multiprocess.server.socket.permissions"));
    }

    @Test
    void whenNothingWasGeneratedThenTheFailureAsksForThePlugin() {
        assertThat(StartFailure.of(
                        runner.withClassLoader(new FilteredClassLoader(new ClassPathResource(ProxyIndex.LOCATION)))
                                .withPropertyValues(DEFAULT + "address=unix:/nowhere")
                                .withUserConfiguration(Consumer.class)))
                .contains("There is no bean of the type " + Greeter.class.getName())
                .contains("mp-codegen-maven-plugin");
    }

    @Test
    void whenNoConnectionOffersAnInterfaceThenTheFailureSaysWhatToSet() {
        assertThat(StartFailure.of(runner.withUserConfiguration(Consumer.class)))
                .contains("no connection offers it")
                .contains("multiprocess.client.connection.default.address");
    }

    @Test
    void whenTheApplicationHasAVatThenItIsUsed() {
        Vat own = Vat.create();
        runner.withBean("own", Vat.class, () -> own)
                .run(context -> assertThat(context.getBean(Vat.class)).isSameAs(own));
    }

    @Test
    void theApplicationsNameIsTheVats() {
        runner.withPropertyValues("spring.application.name=shop")
                .run(context ->
                        assertThat(context.getBean(Vat.class).options().name()).isEqualTo("shop"));
    }

    @Test
    void withoutANameTheVatHasThatOfTheMainClass() {
        runner.withUserConfiguration(Consumer.class, ShopApplication.class)
                .withPropertyValues("multiprocess.client.connection.default.address=inprocess:shop")
                .run(context ->
                        assertThat(context.getBean(Vat.class).options().name()).isEqualTo("ShopApplication"));
        runner.run(context ->
                assertThat(context.getBean(Vat.class).options().name()).isEqualTo("application"));
    }

    @Test
    void aCustomizerChangesTheVat() {
        runner.withBean(VatOptionsCustomizer.class, () -> options -> options.withName("changed"))
                .run(context ->
                        assertThat(context.getBean(Vat.class).options().name()).isEqualTo("changed"));
    }

    @SpringBootConfiguration
    static class ShopApplication {}

    record Injected(Greeter greeter, ProxyClient<Greeter> client, ObjectProvider<Greeter> provider) {}

    @Configuration(proxyBeanMethods = false)
    static class Consumer {

        @Bean
        Injected injected(Greeter greeter, ProxyClient<Greeter> client, ObjectProvider<Greeter> provider) {
            return new Injected(greeter, client, provider);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class CallsAtStart {

        @Bean
        String greeting(Greeter greeter) {
            return greeter.greet("Ada");
        }
    }

    record Sides(Greeter left, Greeter right) {}

    @Configuration(proxyBeanMethods = false)
    static class TwoSides {

        @Bean
        Sides sides(@MpClient("left") Greeter left, @MpClient("right") Greeter right) {
            return new Sides(left, right);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportMpClients(connection = "left", types = Farm.class)
    @ImportMpClients(connection = "right", types = Greeter.class, service = "loud")
    static class Imported {}

    @Configuration(proxyBeanMethods = false)
    @ImportMpClients(types = Runnable.class)
    static class ImportedNotGenerated {}

    @Configuration(proxyBeanMethods = false)
    @ImportMpClients(connection = "left", basePackageClasses = Greeter.class, service = "late")
    static class ImportedPackage {}

    private static final class NumberResolver implements AddressResolver {

        @Override
        public boolean supports(String address) {
            return address.startsWith("number:");
        }

        @Override
        public Address resolve(String address) {
            return Address.tcp("localhost", Integer.parseInt(address.substring("number:".length())));
        }
    }
}
