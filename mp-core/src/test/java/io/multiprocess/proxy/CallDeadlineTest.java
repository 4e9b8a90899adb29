package io.multiprocess.proxy;

import io.multiprocess.capability.RpcException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is not answered in time. */
@Timeout(60)
class CallDeadlineTest {

    private final AtomicBoolean started = new AtomicBoolean();
    private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    private FooPair pair;

    @BeforeEach
    void connect() throws Exception {
        pair = new FooPair();
        pair.foo().initThreadMap();
        pair.service().setFn(() -> {
            started.set(true);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        });
    }

    @AfterEach
    void nothingIsLeft() {
        pair.closeAndFindNothingLeft();
    }

    @Test
    void aBlockingCallEndsInTimeAndTheCalleeIsInterrupted() throws Exception {
        // A call that is late already when its turn comes never runs.
        for (Duration limit = Duration.ofMillis(50); !started.get(); limit = limit.multipliedBy(2)) {
            Duration time = limit;
            assertThatThrownBy(() -> CallDeadline.within(time, pair.foo()::callFnAsync))
                    .isInstanceOfSatisfying(
                            RpcException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(RpcException.Kind.OVERLOADED))
                    .hasMessageContaining("timed out");
        }
        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(pair.foo().add(1, 2)).isEqualTo(3);
    }

    @Test
    void theEarliestDeadlineCounts() {
        assertThatThrownBy(() -> CallDeadline.within(
                        Duration.ofMillis(50), () -> CallDeadline.within(Duration.ofHours(1), pair.foo()::callFnAsync)))
                .hasMessageContaining("timed out");
        ProxyClient.of(pair.foo()).setCallTimeout(Duration.ofHours(1));
        assertThatThrownBy(() -> CallDeadline.within(Duration.ofMillis(50), pair.foo()::callFnAsync))
                .hasMessageContaining("timed out");
        ProxyClient.of(pair.foo()).setCallTimeout(Duration.ofMillis(50));
        assertThatThrownBy(() -> CallDeadline.within(Duration.ofHours(1), pair.foo()::callFnAsync))
                .hasMessageContaining("within 50 ms");
    }

    @Test
    void aDeadlineEndsWithItsCode() {
        int sum = CallDeadline.within(Duration.ofMinutes(1), () -> pair.foo().add(1, 2));
        assertThat(sum).isEqualTo(3);
        assertThat(CallDeadline.limitNanos(0)).isZero();
        assertThat(CallDeadline.limitNanos(7)).isEqualTo(7);
    }
}
