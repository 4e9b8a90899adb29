package io.multiprocess.spring.boot;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.multiprocess.capability.RpcException;
import io.multiprocess.spring.MpAdvice;
import io.multiprocess.spring.MpCall;
import io.multiprocess.spring.MpClientInterceptor;
import io.multiprocess.spring.MpCompletionDecorator;
import io.multiprocess.spring.MpExceptionHandler;
import io.multiprocess.spring.MpService;
import io.multiprocess.spring.observation.MpObservationContext;
import io.multiprocess.spring.sample.Dreamer;
import io.multiprocess.spring.sample.GatedDreamer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import static io.multiprocess.spring.boot.SocketRunner.remote;
import static org.assertj.core.api.Assertions.assertThat;

/** Methods that return a {@code CompletionStage}, served and called. */
@Timeout(300)
@SuppressWarnings("NullAway")
class AsyncServiceTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private ApplicationContextRunner runner() {
        return SocketRunner.in(folder)
                .withConfiguration(AutoConfigurations.of(MultiprocessObservationAutoConfiguration.class))
                .withUserConfiguration(Service.class);
    }

    @Test
    void callsAreObservedUntilTheirStagesComplete() {
        Observed observed = new Observed();
        runner().withBean(ObservationRegistry.class, observed::registry).run(context -> {
            GatedDreamer bean = context.getBean(GatedDreamer.class);
            CompletionStage<String> dream =
                    remote(context, "default", Dreamer.class).dream("Ada");
            bean.asleep().get(60, TimeUnit.SECONDS);
            assertThat(observed.started).hasSize(2);
            assertThat(observed.stopped).isEmpty();

            bean.woken().complete("Morning");

            assertThat(get(dream)).isEqualTo("Morning, Ada");
            assertThat(observed.stopped)
                    .containsExactly("multiprocess.server dream SUCCESS", "multiprocess.client dream SUCCESS");
        });
    }

    @Test
    void whatAStageFailsWithIsObservedAndTranslatedByAdvice() {
        Observed observed = new Observed();
        runner().withBean(ObservationRegistry.class, observed::registry)
                .withUserConfiguration(Nightmares.class)
                .run(context -> {
                    CompletionStage<String> dream =
                            remote(context, "default", Dreamer.class).dream("Ada");
                    context.getBean(GatedDreamer.class)
                            .woken()
                            .completeExceptionally(new IllegalStateException("a noise"));

                    assertThat(dream)
                            .failsWithin(LONG)
                            .withThrowableThat()
                            .havingCause()
                            .isInstanceOf(RpcException.class)
                            .withMessage("Dreamer.dream was ended by a noise");
                    assertThat(observed.stopped)
                            .containsExactly(
                                    "multiprocess.server dream OVERLOADED", "multiprocess.client dream OVERLOADED");
                });
    }

    @Test
    void anInterceptorCanRefuseACall() {
        runner().withBean(MpClientInterceptor.class, () -> (call, next) -> {
                    throw new IllegalStateException("not now");
                })
                .run(context -> assertThat(
                                remote(context, "default", Dreamer.class).dream("Ada"))
                        .failsWithin(LONG)
                        .withThrowableThat()
                        .havingCause()
                        .withMessage("not now"));
    }

    @Test
    void whatDependsOnAStageRunsWithTheCallersContext() {
        ThreadLocal<String> tenant = new ThreadLocal<>();
        ContextRegistry.getInstance().registerThreadLocalAccessor("test.tenant", tenant);
        try {
            runner().run(context ->
                    assertThat(tenantAfterwards(context, tenant)).isEqualTo("acme"));
            runner().withBean(MpCompletionDecorator.class, () -> completion -> completion)
                    .run(context ->
                            assertThat(tenantAfterwards(context, tenant)).isEqualTo("null"));
            runner().withClassLoader(new FilteredClassLoader(ContextSnapshot.class.getPackageName()))
                    .run(context -> {
                        assertThat(context).doesNotHaveBean(MpCompletionDecorator.class);
                        assertThat(tenantAfterwards(context, tenant)).isEqualTo("null");
                    });
        } finally {
            ContextRegistry.getInstance().removeThreadLocalAccessor("test.tenant");
        }
    }

    private static String tenantAfterwards(
            org.springframework.context.ApplicationContext context, ThreadLocal<String> tenant) throws Exception {
        GatedDreamer bean = context.getBean(GatedDreamer.class);
        tenant.set("acme");
        CompletableFuture<String> seen = remote(context, "default", Dreamer.class)
                .dream("Ada")
                .thenApply(dream -> String.valueOf(tenant.get()))
                .toCompletableFuture();
        tenant.remove();
        bean.woken().complete("Morning");
        return seen.get(60, TimeUnit.SECONDS);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static final class Observed implements ObservationHandler<MpObservationContext> {

        private final List<String> started = new CopyOnWriteArrayList<>();
        private final List<String> stopped = new CopyOnWriteArrayList<>();

        ObservationRegistry registry() {
            ObservationRegistry registry = ObservationRegistry.create();
            registry.observationConfig().observationHandler(this);
            return registry;
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof MpObservationContext;
        }

        @Override
        public void onStart(MpObservationContext context) {
            started.add(context.getName());
        }

        @Override
        public void onStop(MpObservationContext context) {
            stopped.add(context.getName() + " " + context.getCall().method() + " "
                    + context.getLowCardinalityKeyValue("outcome").getValue());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Service {

        @Bean
        @MpService
        GatedDreamer dreamer() {
            return new GatedDreamer();
        }
    }

    @MpAdvice
    static class Nightmares {

        @MpExceptionHandler
        RpcException ended(IllegalStateException failure, MpCall call) {
            return new RpcException(
                    RpcException.Kind.OVERLOADED, call.displayName() + " was ended by " + failure.getMessage());
        }
    }
}
