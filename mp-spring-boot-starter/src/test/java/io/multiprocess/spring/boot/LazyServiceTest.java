package io.multiprocess.spring.boot;

import io.multiprocess.capability.RpcException;
import io.multiprocess.spring.MpService;
import io.multiprocess.spring.sample.Dreamer;
import io.multiprocess.spring.sample.GatedDreamer;
import io.multiprocess.spring.sample.Greeter;
import io.multiprocess.spring.sample.PoliteGreeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static io.multiprocess.spring.boot.SocketRunner.greeter;
import static io.multiprocess.spring.boot.SocketRunner.remote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Beans that their first call makes: nobody else has to wait for them. */
@Timeout(300)
@SuppressWarnings("NullAway")
class LazyServiceTest {

    @TempDir
    Path folder;

    private ApplicationContextRunner slow() {
        return SocketRunner.in(folder).withUserConfiguration(SocketRunner.GreeterService.class, Slow.class);
    }

    @Test
    void whileABeanIsMadeOtherCallsGoOn() {
        slow().run(context -> {
            Making making = context.getBean(Making.class);
            Dreamer dreamer = remote(context, "default", Dreamer.class);
            // While one bean is made Spring makes no other: get them first.
            Greeter greeter = greeter(context, "default");
            assertThat(context.getBeanFactory().containsSingleton("slow")).isFalse();

            CompletableFuture<String> mood = Background.supply(dreamer::mood);
            making.awaitBegun();
            assertThat(greeter.greet("Ada")).isEqualTo("Hello, Ada");
            assertThat(mood).isNotDone();
            making.goOn.countDown();

            assertThat(mood.get(60, TimeUnit.SECONDS)).isEqualTo("sleepy");
            assertThat(dreamer.mood()).isEqualTo("sleepy");
            assertThat(making.times).hasValue(1);
            assertThat(making.thread).doesNotContain("loop");
        });
    }

    @Test
    void callsThatWaitForABeanKeepTheirOrder() {
        slow().run(context -> {
            Making making = context.getBean(Making.class);
            Dreamer dreamer = remote(context, "default", Dreamer.class);
            List<CompletableFuture<String>> dreams = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                dreams.add(dreamer.dream(String.valueOf(i)).toCompletableFuture());
            }
            making.awaitBegun();
            making.goOn.countDown();
            GatedDreamer bean = context.getBean(GatedDreamer.class);

            assertThat(bean.asleep().get(60, TimeUnit.SECONDS)).isEqualTo("0");
            bean.woken().complete("Morning");
            for (int i = 0; i < 20; i++) {
                assertThat(dreams.get(i).get(60, TimeUnit.SECONDS)).isEqualTo("Morning, " + i);
            }
        });
    }

    @Test
    void aBeanThatIsAskedForByNameIsMadeTheSameWay() {
        SocketRunner.in(folder)
                .withUserConfiguration(SocketRunner.GreeterService.class, SlowAndNamed.class)
                .withPropertyValues("multiprocess.client.connection.default.services.late=" + Greeter.class.getName())
                .run(context -> {
                    Making making = context.getBean(Making.class);
                    Greeter greeter = greeter(context, "default");
                    Greeter late = context.getBean("mpClient.default/late." + Greeter.class.getName(), Greeter.class);
                    CompletableFuture<String> answer = Background.supply(() -> late.greet("Ada"));
                    making.awaitBegun();
                    assertThat(greeter.greet("Ada")).isEqualTo("Hello, Ada");
                    making.goOn.countDown();
                    assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("Late, Ada");
                });
    }

    @Test
    void whenABeanCannotBeMadeThenTheCallFailsAndTheNextTriesAgain() {
        SocketRunner.in(folder).withUserConfiguration(SecondTime.class).run(context -> {
            Greeter remote = greeter(context, "default");
            assertThatExceptionOfType(RpcException.class)
                    .isThrownBy(() -> remote.greet("Ada"))
                    .withMessageContaining("not yet");
            assertThat(remote.greet("Ada")).isEqualTo("Better, Ada");
        });
    }

    @Test
    void aPrototypeIsMadeForEachConnection() {
        SocketRunner.in(folder)
                .withUserConfiguration(Prototype.class)
                .withPropertyValues("multiprocess.client.connection.second.address=unix:" + SocketRunner.socket(folder))
                .run(context -> {
                    assertThat(greeter(context, "default").greet("Ada")).isEqualTo("1, Ada");
                    assertThat(greeter(context, "second").greet("Ada")).isEqualTo("2, Ada");
                    assertThat(greeter(context, "default").greet("Ada")).isEqualTo("1, Ada");
                });
    }

    /** Lets a test watch a bean being made. */
    static final class Making {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final AtomicInteger times = new AtomicInteger();
        private volatile String thread;

        <T> T slowly(T made) throws InterruptedException {
            times.incrementAndGet();
            thread = Thread.currentThread().getName();
            begun.countDown();
            assertThat(goOn.await(120, TimeUnit.SECONDS)).isTrue();
            return made;
        }

        void awaitBegun() throws InterruptedException {
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Slow {

        @Bean
        Making making() {
            return new Making();
        }

        @Bean
        @Lazy
        @MpService
        GatedDreamer slow(Making making) throws InterruptedException {
            return making.slowly(new GatedDreamer());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SlowAndNamed {

        @Bean
        Making making() {
            return new Making();
        }

        @Bean
        @Lazy
        @MpService(name = "late")
        Greeter late(Making making) throws InterruptedException {
            return making.slowly(new PoliteGreeter("Late"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SecondTime {

        private final AtomicInteger tries = new AtomicInteger();

        @Bean
        @Lazy
        @MpService
        Greeter greeter() {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
            return new PoliteGreeter("Better");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Prototype {

        private final AtomicInteger made = new AtomicInteger();

        @Bean
        @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
        @MpService
        Greeter greeter() {
            return new PoliteGreeter(String.valueOf(made.incrementAndGet()));
        }
    }
}
