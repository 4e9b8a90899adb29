package io.multiprocess;

import io.multiprocess.transport.SocketLibrary;
import io.multiprocess.vat.ConnectionLimits;

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
 */
public record VatOptions(
        String name,
        ConnectionLimits limits,
        SocketLibrary socketLibrary,
        ThreadFactory threadFactory,
        ConnectionListener connectionListener,
        int loggedMessageChars) {

    /** Checks that nothing is missing. */
    public VatOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(socketLibrary, "socketLibrary");
        Objects.requireNonNull(threadFactory, "threadFactory");
        Objects.requireNonNull(connectionListener, "connectionListener");
        if (loggedMessageChars < 0) {
            throw new IllegalArgumentException("loggedMessageChars must not be negative: " + loggedMessageChars);
        }
    }

    /** Name {@code java}, default limits, the JDK's sockets, daemon platform threads, 200 characters of a message. */
    public static VatOptions defaults() {
        return new VatOptions(
                "java",
                ConnectionLimits.defaults(),
                SocketLibrary.JDK,
                VatOptions::daemonThread,
                ConnectionListener.NONE,
                200);
    }

    /** A copy with another {@link #name}. */
    public VatOptions withName(String newName) {
        return new VatOptions(newName, limits, socketLibrary, threadFactory, connectionListener, loggedMessageChars);
    }

    /** A copy with other {@link #limits}. */
    public VatOptions withLimits(ConnectionLimits newLimits) {
        return new VatOptions(name, newLimits, socketLibrary, threadFactory, connectionListener, loggedMessageChars);
    }

    /** A copy with another {@link #socketLibrary}. */
    public VatOptions withSocketLibrary(SocketLibrary library) {
        return new VatOptions(name, limits, library, threadFactory, connectionListener, loggedMessageChars);
    }

    /** A copy with another {@link #threadFactory}. */
    public VatOptions withThreadFactory(ThreadFactory factory) {
        return new VatOptions(name, limits, socketLibrary, factory, connectionListener, loggedMessageChars);
    }

    /** A copy with another {@link #connectionListener}. */
    public VatOptions withConnectionListener(ConnectionListener listener) {
        return new VatOptions(name, limits, socketLibrary, threadFactory, listener, loggedMessageChars);
    }

    /** A copy with another {@link #loggedMessageChars}. */
    public VatOptions withLoggedMessageChars(int chars) {
        return new VatOptions(name, limits, socketLibrary, threadFactory, connectionListener, chars);
    }

    private static Thread daemonThread(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }
}
