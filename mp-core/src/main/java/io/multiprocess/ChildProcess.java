package io.multiprocess;

import io.multiprocess.vat.VatConnection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A child process that this vat started. */
final class ChildProcess implements SpawnedProcess {
    private final Process process;
    private final VatConnection connection;

    ChildProcess(Process process, VatConnection connection) {
        this.process = process;
        this.connection = connection;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Process process() {
        return process;
    }

    @Override
    public VatConnection connection() {
        return connection;
    }

    @Override
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public int stop(Duration grace) throws InterruptedException {
        close();
        try {
            if (process.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
        process.destroyForcibly();
        return process.waitFor();
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public String toString() {
        return "process " + process.pid();
    }
}
