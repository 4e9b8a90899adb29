package io.multiprocess;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

import static org.assertj.core.api.Assertions.assertThat;

/** The scenario of libmultiprocess's {@code spawn_tests.cpp}. */
@Timeout(60)
class SpawnScenariosTest {
    @RepeatedTest(50)
    void theCommandIsMadeInTheParent() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        Thread holder = new Thread(() -> {
            lock.lock();
            locked.countDown();
            try {
                reached.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                lock.unlock();
            }
        });
        holder.start();
        locked.await();

        try (Vat vat = Vat.create()) {
            // Held by another thread of this process: in a forked copy nobody would ever unlock it.
            SpawnOptions options = SpawnOptions.defaults().withCustomizer(builder -> {
                reached.countDown();
                lock.lock();
                lock.unlock();
                return builder;
            });
            SpawnedProcess child = vat.spawn(List.of("true"), options);
            assertThat(child.waitFor()).isZero();
            child.close();
        }
        holder.join();
    }
}
