package io.multiprocess;

import io.multiprocess.transport.SocketLibrary;
import io.multiprocess.vat.ConnectionLimits;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/**
 * How a {@link Vat} behaves. Immutable; {@link #defaults()} with {@code with…} methods that return a changed copy.
 *
 * @param name the name of this process in thread names and logs, as libmultiprocess's {@code exe_name}
 * @param limits what each connection may use
 * @param socketLibrary which library serves {@code unix:} addresses
 * @param threadFactory makes the threads that run calls; virtual threads are possible from JDK 21 on
 * @param connectionListener is told of every connection of the vat
 * @param loggedMessageChars how much of a message's text is logged at trace level, in characters
 * @param spinTime for how long at most a thread that waits for a peer looks, and lets others have the processor in between, before it sleeps, if that
 *     turns out to make the calls of a busy connection faster; up to five times as long after large messages; zero for never
 */
public record VatOptions(
        String name,
        ConnectionLimits limits,
        SocketLibrary socketLibrary,
        ThreadFactory threadFactory,
        ConnectionListener connectionListener,
        int loggedMessageChars,
        Duration spinTime) {

    /** Longer than that, sleeping and waking up again takes no time beside it. */
    private static final Duration MAX_SPIN_TIME = Duration.ofMillis(1);

    /** Checks that nothing is missing. */
    public VatOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(socketLibrary, "socketLibrary");
        Objects.requireNonNull(threadFactory, "threadFactory");
        Objects.requireNonNull(connectionListener, "connectionListener");
        Objects.requireNonNull(spinTime, "spinTime");
        if (spinTime.isNegative() || spinTime.compareTo(MAX_SPIN_TIME) > 0) {
            throw new IllegalArgumentException("spinTime must be from 0 to " + MAX_SPIN_TIME + ": " + spinTime);
        }
        if (loggedMessageChars < 0) {
            throw new IllegalArgumentException("loggedMessageChars must not be negative: " + loggedMessageChars);
        }
    }

    /** Name {@code java}, default limits, the JDK's sockets, daemon platform threads, 200 characters of a message, spinning for 100 µs. */
    public static VatOptions defaults() {
        return new VatOptions(
                "java",
                ConnectionLimits.defaults(),
                SocketLibrary.JDK,
                VatOptions::daemonThread,
                ConnectionListener.NONE,
                200,
                Duration.ofNanos(100_000));
    }

    /** A copy with another {@link #name}. */
    public VatOptions withName(String newName) {
        return new VatOptions(
                newName, limits, socketLibrary, threadFactory, connectionListener, loggedMessageChars, spinTime);
    }

    /** A copy with other {@link #limits}. */
    public VatOptions withLimits(ConnectionLimits newLimits) {
        return new VatOptions(
                name, newLimits, socketLibrary, threadFactory, connectionListener, loggedMessageChars, spinTime);
    }

    /** A copy with another {@link #socketLibrary}. */
    public VatOptions withSocketLibrary(SocketLibrary library) {
        return new VatOptions(name, limits, library, threadFactory, connectionListener, loggedMessageChars, spinTime);
    }

    /** A copy with another {@link #threadFactory}. */
    public VatOptions withThreadFactory(ThreadFactory factory) {
        return new VatOptions(name, limits, socketLibrary, factory, connectionListener, loggedMessageChars, spinTime);
    }

    /** A copy with another {@link #connectionListener}. */
    public VatOptions withConnectionListener(ConnectionListener listener) {
        return new VatOptions(name, limits, socketLibrary, threadFactory, listener, loggedMessageChars, spinTime);
    }

    /** A copy with another {@link #loggedMessageChars}. */
    public VatOptions withLoggedMessageChars(int chars) {
        return new VatOptions(name, limits, socketLibrary, threadFactory, connectionListener, chars, spinTime);
    }

    /** A copy with another {@link #spinTime}. */
    public VatOptions withSpinTime(Duration time) {
        return new VatOptions(name, limits, socketLibrary, threadFactory, connectionListener, loggedMessageChars, time);
    }

    private static Thread daemonThread(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }
}
