package io.multiprocess.interop;

import io.multiprocess.SpawnedProcess;
import io.multiprocess.Vat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Parents and children of which one is C++ and speaks the protocol of libmultiprocess's threads by hand. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CppSpawnTest {

    /** Not under the tests' time limit: a build may take longer than they. */
    @BeforeAll
    static void build() {
        CppPeers.threadsPeer();
    }

    @Test
    void aJavaParentUsesItsCppChild() throws Exception {
        Path peer = CppPeers.threadsPeer();
        try (Vat vat = Vat.create();
                SpawnedProcess child = vat.spawn(List.of(peer.toString()))) {
            assertThat(child.pid()).isPositive();
            Root root = child.root(RootProxyClient.TYPE);
            try (Worker worker = root.makeWorker()) {
                assertThat(worker.twice(21)).isEqualTo(42);
                Thread caller = Thread.currentThread();
                for (int i = 0; i < 20; i++) {
                    WorkerCallback callback = value -> {
                        assertThat(Thread.currentThread()).isSameAs(caller);
                        return 10 * value;
                    };
                    assertThat(worker.callThrough(callback, i)).isEqualTo(10 * i + 1);
                }
                assertThat(worker.threadName())
                        .startsWith("cpp/")
                        .contains("(from ")
                        .contains(caller.getName());
            }
        }
    }

    @Test
    void aCppParentUsesItsJavaChild() throws Exception {
        Path peer = CppPeers.threadsPeer();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String output = CppProcess.runToEnd(
                peer,
                List.of("spawn", java, "-cp", System.getProperty("java.class.path"), SpawnedChild.class.getName()));
        assertThat(output).contains("passed").contains("(from cpp parent)").contains("child ended with 0");
    }
}
