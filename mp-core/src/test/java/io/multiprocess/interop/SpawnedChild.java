package io.multiprocess.interop;

import io.multiprocess.Bootstrap;
import io.multiprocess.Vat;
import io.multiprocess.vat.VatConnection;

import java.util.concurrent.CountDownLatch;

/** A child process: serves its parent until that closes the connection. */
public final class SpawnedChild {

    private SpawnedChild() {}

    /** Takes the descriptor's number as the last argument. */
    public static void main(String[] args) throws Exception {
        try (Vat vat = Vat.create()) {
            CountDownLatch over = new CountDownLatch(1);
            VatConnection parent =
                    vat.startSpawned(args[args.length - 1], Bootstrap.of(RootProxyClient.TYPE, JavaWorker::new));
            parent.onClose(over::countDown);
            over.await();
        }
    }

    private static final class JavaWorker implements Worker {

        @Override
        public int twice(int value) {
            return 2 * value;
        }

        @Override
        public int callThrough(WorkerCallback callback, int value) {
            try (callback) {
                return callback.call(value) + 1;
            }
        }

        @Override
        public String threadName() {
            return Thread.currentThread().getName();
        }
    }
}
