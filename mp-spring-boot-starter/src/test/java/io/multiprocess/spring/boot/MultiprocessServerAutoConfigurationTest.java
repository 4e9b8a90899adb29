package io.multiprocess.spring.boot;

import io.multiprocess.capability.RpcException;
import io.multiprocess.spring.MpService;
import io.multiprocess.spring.boot.SocketRunner.GreeterService;
import io.multiprocess.spring.event.MpServerShutdownEvent;
import io.multiprocess.spring.event.MpServerStartedEvent;
import io.multiprocess.spring.event.MpServerTerminatedEvent;
import io.multiprocess.spring.sample.Animal;
import io.multiprocess.spring.sample.Cat;
import io.multiprocess.spring.sample.Dog;
import io.multiprocess.spring.sample.Farm;
import io.multiprocess.spring.sample.Greeter;
import io.multiprocess.spring.sample.PoliteGreeter;
import io.multiprocess.spring.server.MpFacets;
import io.multiprocess.spring.server.MpServer;
import io.multiprocess.spring.server.ServedInterface;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

import static io.multiprocess.spring.boot.SocketRunner.greeter;
import static io.multiprocess.spring.boot.SocketRunner.remote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway")
class MultiprocessServerAutoConfigurationTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AopAutoConfiguration.class,
                    MultiprocessAutoConfiguration.class,
                    MultiprocessClientAutoConfiguration.class,
                    MultiprocessServerAutoConfiguration.class));

    /** A server and a connection to it in one context, over a real socket. */
    private ApplicationContextRunner withSocket() {
        String address = "unix:" + folder.resolve("test.sock");
        return runner.withPropertyValues(
                "multiprocess.server.address=" + address, "multiprocess.client.connection.default.address=" + address);
    }

    private ApplicationContextRunner serving(Class<?>... configurations) {
        return withSocket().withUserConfiguration(configurations);
    }

    @Test
    void whenThereIsNoServiceThenThereIsNoServer() {
        runner.run(context -> assertThat(context).doesNotHaveBean(MpServer.class));
    }

    @Test
    @Covers("multiprocess.server.enabled")
    void whenDisabledThenThereIsNoServer() {
        serving(GreeterService.class)
                .withPropertyValues("multiprocess.server.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(MpServer.class));
    }

    @Test
    @Covers("multiprocess.server.address")
    void aBeanMethodIsServed() {
        serving(GreeterService.class)
                .run(context ->
                        assertThat(greeter(context, "default").greet("Ada")).isEqualTo("Hello, Ada"));
    }

    @Test
    void aClassIsServedUnderAllItsInterfaces() {
        serving(GreetingFarm.class).run(context -> {
            assertThat(context.getBean(MpFacets.class).services())
                    .extracting(ServedInterface::javaInterface)
                    .containsExactlyInAnyOrder(Greeter.class, Farm.class);
            Farm farm = remote(context, "default", Farm.class);
            assertThat(farm.makeGreeter("Moo").greet("Ada")).isEqualTo("Moo, Ada");
            assertThat(farm.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(greeter(context, "default").greet("Ada")).isEqualTo("Farm, Ada");
        });
    }

    @Test
    void interfacesOfTheAnnotationNarrowWhatIsServed() {
        serving(OnlyGreeter.class)
                .run(context -> assertThat(context.getBean(MpFacets.class).services())
                        .extracting(ServedInterface::javaInterface)
                        .containsExactly(Greeter.class));
    }

    @Test
    void aBeanWithAnAspectIsServedWithIt() {
        serving(GreeterService.class, Shouting.class)
                .run(context ->
                        assertThat(greeter(context, "default").greet("Ada")).isEqualTo("HELLO, ADA"));
    }

    @Test
    void aLazyBeanIsMadeByTheFirstCall() {
        serving(LazyService.class).run(context -> {
            LazyService.MADE.set(0);
            Greeter greeter = greeter(context, "default");
            assertThat(LazyService.MADE).hasValue(0);
            assertThat(greeter.greet("Ada")).isEqualTo("Late, Ada");
            assertThat(LazyService.MADE).hasValue(1);
        });
    }

    @Test
    void aConditionalBeanIsServedWhenItsConditionHolds() {
        serving(ConditionalService.class)
                .withPropertyValues("greeting=on")
                .run(context ->
                        assertThat(greeter(context, "default").greet("Ada")).isEqualTo("Yes, Ada"));
        serving(ConditionalService.class).run(context -> assertThat(context).doesNotHaveBean(MpServer.class));
    }

    @Test
    @Covers(".services")
    void twoBeansOfOneInterfaceAreFoundByName() {
        serving(GreeterService.class, LoudService.class)
                .withPropertyValues("multiprocess.client.connection.default.services.loud=" + Greeter.class.getName())
                .run(context -> {
                    Greeter loud = greeter(context, "default/loud");
                    assertThat(greeter(context, "default").greet("Ada")).isEqualTo("Hello, Ada");
                    assertThat(loud.greet("Ada")).isEqualTo("HEY, Ada");
                });
    }

    @Test
    void aNameThatNobodyHasFailsTheCall() {
        serving(GreeterService.class)
                .withPropertyValues("multiprocess.client.connection.default.services.loud=" + Greeter.class.getName())
                .run(context -> {
                    Greeter loud = greeter(context, "default/loud");
                    assertThatExceptionOfType(RpcException.class)
                            .isThrownBy(() -> loud.greet("Ada"))
                            .withMessageContaining("'loud'");
                });
    }

    @Test
    void whenAServiceWithANameIsCalledWithoutThenTheCallerHearsOfTheName() {
        serving(LoudService.class).run(context -> {
            Greeter greeter = greeter(context, "default");
            assertThatExceptionOfType(RpcException.class)
                    .isThrownBy(() -> greeter.greet("Ada"))
                    .withMessageContaining("served here: " + Greeter.class.getName() + " named 'loud'")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.UNIMPLEMENTED));
        });
    }

    @Test
    void whenThereIsAnAddressAndNothingToServeThenTheLogSaysSo(CapturedOutput output) {
        withSocket()
                .withConfiguration(AutoConfigurations.of(NothingServedAutoConfiguration.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(NothingServedAutoConfiguration.class)
                        .doesNotHaveBean(MpServer.class));
        assertThat(output).contains("no bean of the application has @MpService");
    }

    @Test
    void whenSomethingIsServedOrNothingIsToBeThenTheLogIsQuiet() {
        ApplicationContextRunner warned =
                withSocket().withConfiguration(AutoConfigurations.of(NothingServedAutoConfiguration.class));
        warned.withUserConfiguration(GreeterService.class)
                .run(context -> assertThat(context).doesNotHaveBean(NothingServedAutoConfiguration.class));
        warned.withPropertyValues("multiprocess.server.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(NothingServedAutoConfiguration.class));
    }

    @Test
    void twoBeansOfOneInterfaceWithoutANameFailAndSayWhatToDo() {
        assertThat(StartFailure.of(serving(TwoUnnamed.class)))
                .contains("The beans 'one' and 'two' are both served as " + Greeter.class.getName())
                .contains("@MpService(name = ");
    }

    @Test
    void aBeanWithoutAGeneratedServerFailsAndSaysWhatToDo() {
        assertThat(StartFailure.of(serving(NotGenerated.class)))
                .contains("The bean 'runnable' of type java.lang.Runnable is to be served")
                .contains("implements no interface for which a ProxyServer was generated")
                .contains("mp-codegen-maven-plugin");
    }

    @Test
    void anInheritedInterfaceOfTwoServicesNeedsARoot() {
        assertThat(StartFailure.of(serving(DogService.class, CatService.class)))
                .contains("0xe1734fa8b5c2d069")
                .contains("@MpService(root = true)");
        serving(RootDog.class, CatService.class).run(context -> {
            Animal animal = remote(context, "default", Animal.class);
            assertThat(animal.sound()).isEqualTo("Woof");
        });
    }

    @Test
    void twoRootsFailAndSayWhatToDo() {
        assertThat(StartFailure.of(serving(RootDog.class, RootGreeter.class)))
                .contains("are declared to be the root")
                .contains("Leave root = true on one of them");
    }

    @Test
    void anInterfaceOfTheAnnotationWithoutAGeneratedServerFailsAndSaysWhatToDo() {
        assertThat(StartFailure.of(serving(NamesNotGenerated.class)))
                .contains("to be served as java.lang.Runnable, for which no ProxyServer was generated")
                .contains("$Proxy.wrap(\"java.lang.Runnable\")");
    }

    @Test
    void anInterfaceOfTheAnnotationThatTheBeanDoesNotImplementFailsAndSaysWhatToDo() {
        assertThat(StartFailure.of(serving(NamesOther.class)))
                .contains("does not implement " + Farm.class.getName())
                .contains("Let the bean implement the interface");
    }

    @Test
    void aTransactionalBeanIsServedWithItsTransactions() {
        serving(TransactionalService.class).run(context -> {
            assertThat(AopUtils.isCglibProxy(context.getBean("transactional"))).isTrue();
            assertThat(greeter(context, "default").greet("Ada")).isEqualTo("Hello, Ada, in a transaction: true");
            assertThatExceptionOfType(RpcException.class)
                    .isThrownBy(() -> greeter(context, "default").fail("no"))
                    .withMessageContaining("no");
            assertThat(context.getBean(CountedTransactions.class).events)
                    .containsExactly("begin", "commit", "begin", "rollback");
        });
    }

    @Test
    void whenNoAddressIsConfiguredThenTheFailureNamesTheProperty() {
        assertThat(StartFailure.of(runner.withUserConfiguration(GreeterService.class)))
                .contains("multiprocess.server.address")
                .contains("unix:/run/app.sock");
    }

    @ParameterizedTest
    @CsvSource({
        "address=unix,                        multiprocess.server.address,               an address starts with unix:",
        "socket.permissions=0660,             multiprocess.server.socket.permissions,    'rw-rw----'",
        "socket.on-existing=ask,              multiprocess.server.socket.on-existing,    ask",
        "max-connections=-1,                  multiprocess.server.max-connections,       no limit",
        "shutdown.grace-period=-1s,           multiprocess.server.shutdown.grace-period, not negative",
        "limits.segments=0,                   multiprocess.server.limits.segments,       above 0",
        "socket.group=no-such-group,          multiprocess.server.socket.group,          name of a group",
        "limits.message-size=big,             multiprocess.server.limits.message-size,   big",
        "phase=early,                         multiprocess.server.phase,                 early",
        "executor=nobody,                     multiprocess.server.executor,              no bean of this name",
        "executor=text,                       multiprocess.server.executor,              A ThreadFactory is needed",
    })
    void aWrongValueFailsWithThePropertyAndTheAllowedForm(String setting, String property, String reason) {
        assertThat(StartFailure.of(serving(GreeterService.class)
                        .withBean("text", String.class, () -> "text")
                        .withPropertyValues("multiprocess.server." + setting)))
                .contains(property)
                .contains(reason.replace("'", ""));
    }

    @Test
    @Covers("multiprocess.server.socket.permissions")
    void theSocketHasThePermissionsAndIsGoneAfterwards() {
        serving(GreeterService.class)
                .withPropertyValues("multiprocess.server.socket.permissions=rw-rw----")
                .run(context -> assertThat(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("test.sock"))))
                        .isEqualTo("rw-rw----"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aSocketInUseFailsWithOneSentence() {
        serving(GreeterService.class)
                .run(first -> assertThat(StartFailure.of(serving(GreeterService.class)))
                        .contains("Cannot listen at unix:" + folder.resolve("test.sock")
                                + ": a server is listening there")
                        .contains("Set multiprocess.server.address to an address that this process can listen at"));
    }

    @Test
    @Covers({"multiprocess.server.auto-startup", "multiprocess.server.phase"})
    void whenAutoStartupIsOffThenTheServerWaits() {
        serving(GreeterService.class)
                .withPropertyValues("multiprocess.server.auto-startup=false", "multiprocess.server.phase=12")
                .run(context -> {
                    MpServer server = context.getBean(MpServer.class);
                    assertThat(server.isRunning()).isFalse();
                    assertThat(server.getPhase()).isEqualTo(12);
                    server.start();
                    assertThat(greeter(context, "default").greet("Ada")).isEqualTo("Hello, Ada");
                });
    }

    @Test
    void theServerCanBeStoppedAndStartedAgain() {
        serving(GreeterService.class).run(context -> {
            assertThat(greeter(context, "default").greet("Ada")).isEqualTo("Hello, Ada");
            context.getBean(MpServer.class).stop();
            assertThatExceptionOfType(RpcException.class)
                    .isThrownBy(() -> greeter(context, "default").greet("Ada"))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.DISCONNECTED));
            context.getBean(MpServer.class).start();
            await().atMost(LONG)
                    .ignoreExceptionsInstanceOf(RpcException.class)
                    .untilAsserted(() ->
                            assertThat(greeter(context, "default").greet("Ada")).isEqualTo("Hello, Ada"));
        });
    }

    @Test
    void theServerTellsWhatHappensToIt() {
        Events events = new Events();
        serving(GreeterService.class)
                .withBean(Events.class, () -> events)
                .run(context -> greeter(context, "default").greet("Ada"));
        assertThat(events.of(MpServerStartedEvent.class)).hasSize(1);
        assertThat(events.of(MpServerShutdownEvent.class)).hasSize(1);
        assertThat(events.of(MpServerTerminatedEvent.class)).hasSize(1);
    }

    @Test
    void aTcpPortIsPicked() {
        runner.withUserConfiguration(GreeterService.class)
                .withPropertyValues("multiprocess.server.address=tcp:localhost:0")
                .run(context -> assertThat(context.getBean(MpServer.class)
                                .addresses()
                                .get(0)
                                .port())
                        .isPositive());
    }

    @Test
    @Covers("multiprocess.server.allowed-users")
    void whenAUserIsNotAllowedThenItIsNotServed() {
        serving(GreeterService.class)
                .withPropertyValues("multiprocess.server.allowed-users=somebody-else")
                .run(context -> assertThatExceptionOfType(RpcException.class)
                        .isThrownBy(() -> greeter(context, "default").greet("Ada")));
        serving(GreeterService.class)
                .withPropertyValues("multiprocess.server.allowed-users=" + System.getProperty("user.name"))
                .run(context ->
                        assertThat(greeter(context, "default").greet("Ada")).isEqualTo("Hello, Ada"));
    }

    static class Events {

        private final List<ApplicationEvent> all = new ArrayList<>();

        @EventListener
        synchronized void happened(ApplicationEvent event) {
            all.add(event);
        }

        synchronized List<ApplicationEvent> of(Class<? extends ApplicationEvent> type) {
            return all.stream().filter(type::isInstance).toList();
        }
    }

    @MpService
    static class GreetingFarm extends PoliteGreeter implements Farm {

        GreetingFarm() {
            super("Farm");
        }

        @Override
        public Greeter makeGreeter(String greeting) {
            return new PoliteGreeter(greeting);
        }

        @Override
        public long pid() {
            return ProcessHandle.current().pid();
        }
    }

    @MpService(interfaces = Greeter.class)
    static class OnlyGreeter extends GreetingFarm {}

    @Aspect
    static class Shouting {

        @Around("execution(* greet(..))")
        Object shout(ProceedingJoinPoint call) throws Throwable {
            return ((String) call.proceed()).toUpperCase(Locale.ROOT);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LazyService {

        static final AtomicInteger MADE = new AtomicInteger();

        @Bean
        @Lazy
        @MpService
        Greeter greeter() {
            MADE.incrementAndGet();
            return new PoliteGreeter("Late");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ConditionalService {

        @Bean
        @MpService
        @ConditionalOnProperty("greeting")
        Greeter greeter() {
            return new PoliteGreeter("Yes");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoUnnamed {

        @Bean
        @MpService
        Greeter one() {
            return new PoliteGreeter("One");
        }

        @Bean
        @MpService
        Greeter two() {
            return new PoliteGreeter("Two");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NotGenerated {

        @Bean
        @MpService
        Runnable runnable() {
            return () -> {};
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NamesNotGenerated {

        @Bean
        @MpService(interfaces = Runnable.class)
        Runnable runnable() {
            return () -> {};
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NamesOther {

        @Bean
        @MpService(interfaces = Farm.class)
        PoliteGreeter greeter() {
            return new PoliteGreeter("Hello");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    static class TransactionalService {

        @Bean
        CountedTransactions transactionManager() {
            return new CountedTransactions();
        }

        @Bean
        @MpService
        TransactionalGreeter transactional() {
            return new TransactionalGreeter();
        }
    }

    @Transactional
    static class TransactionalGreeter extends PoliteGreeter {

        TransactionalGreeter() {
            super("Hello");
        }

        @Override
        public String greet(String name) {
            return super.greet(name) + ", in a transaction: "
                    + TransactionSynchronizationManager.isActualTransactionActive();
        }

        @Override
        public void fail(String reason) {
            super.fail(reason);
        }
    }

    static class CountedTransactions extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        private final transient List<String> events = Collections.synchronizedList(new ArrayList<>());

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            events.add("begin");
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            events.add("commit");
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            events.add("rollback");
        }
    }

    record Rex() implements Dog {

        @Override
        public String sound() {
            return "Woof";
        }

        @Override
        public String fetch() {
            return "stick";
        }
    }

    record Tom() implements Cat {

        @Override
        public String sound() {
            return "Meow";
        }

        @Override
        public String ignore() {
            return "later";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LoudService {

        @Bean
        @MpService(name = "loud")
        Greeter loud() {
            return new PoliteGreeter("HEY");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class RootGreeter {

        @Bean
        @MpService(root = true)
        Greeter rootGreeter() {
            return new PoliteGreeter("Hello");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class DogService {

        @Bean
        @MpService
        Dog dog() {
            return new Rex();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class RootDog {

        @Bean
        @MpService(root = true)
        Dog rootDog() {
            return new Rex();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class CatService {

        @Bean
        @MpService
        Cat cat() {
            return new Tom();
        }
    }
}
