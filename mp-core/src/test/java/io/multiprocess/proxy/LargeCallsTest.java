package io.multiprocess.proxy;

import io.multiprocess.foo.FooImplementation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls whose messages are in memory that serves one message after the other. */
@Timeout(60)
class LargeCallsTest {
    private FooPair pair;
    private FooImplementation foo;

    @BeforeEach
    void connect() throws Exception {
        pair = new FooPair();
        foo = pair.foo();
    }

    @AfterEach
    void closeAndFindNothingLeft() {
        pair.closeAndFindNothingLeft();
    }

    private static byte[] bytes(Random random, int most) {
        byte[] bytes = new byte[1 + random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatACallGaveStaysAsItWasWhenOthersFollow() {
        Random random = new Random(1);
        List<byte[]> sent = new ArrayList<>();
        List<byte[]> received = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            byte[] bytes = bytes(random, 1 << 20);
            sent.add(bytes);
            received.add(foo.passData(bytes));
        }
        for (int i = 0; i < sent.size(); i++) {
            assertThat(Arrays.equals(received.get(i), sent.get(i)))
                    .as("answer %d", i)
                    .isTrue();
        }
    }

    @Test
    void theCallerMayChangeWhatItHasSent() {
        byte[] bytes = new byte[1 << 20];
        for (int i = 0; i < 20; i++) {
            Arrays.fill(bytes, (byte) i);
            byte[] answer = foo.passData(bytes);
            Arrays.fill(bytes, (byte) -1);
            assertThat(answer[0]).isEqualTo((byte) i);
            assertThat(answer[answer.length - 1]).isEqualTo((byte) i);
        }
    }

    @Test
    void largeAndSmallCallsOfManyThreadsDoNotMix() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 6; thread++) {
                Random random = new Random(thread);
                running.add(threads.submit(() -> {
                    for (int i = 0; i < 40; i++) {
                        byte[] bytes = bytes(random, i % 3 == 0 ? 6 << 20 : 1 << (6 + random.nextInt(16)));
                        assertThat(Arrays.equals(foo.passData(bytes), bytes))
                                .as("%d bytes", bytes.length)
                                .isTrue();
                        List<byte[]> several =
                                List.of(bytes(random, 200_000), bytes(random, 200), bytes(random, 200_000));
                        List<byte[]> back = foo.passDataPointers(new ArrayList<>(several));
                        for (int k = 0; k < several.size(); k++) {
                            assertThat(Arrays.equals(back.get(k), several.get(k)))
                                    .isTrue();
                        }
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
