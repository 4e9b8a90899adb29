package io.multiprocess.thread;

import io.multiprocess.vat.ThreadNames;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;

/**
 * What one thread of this process has to do with peers: its name towards them, its {@link Waiter}, and per connection the
 * thread that serves it there ({@link ThreadEntry}).
 *
 * <p>A thread that calls gets one at its first call, a thread made for a peer at its start.
 *
 * <p><i>Confined to its thread</i>, but for the waiter and the name.
 *
 * <p>Spec: libmultiprocess, {@code ThreadContext}.
 */
public final class ThreadContext {
    private static final ThreadLocal<ThreadContext> CURRENT = new ThreadLocal<>();

    private final Thread thread;
    private final String name;
    private final Waiter waiter;
    /** Saves the map look-up for a thread that stays with one connection, as most do. */
    private @Nullable ThreadEntry latest;

    ThreadContext(Thread thread, String name) {
        this.thread = thread;
        this.name = name;
        waiter = new Waiter(thread);
    }

    /** The calling thread's context, made at its first call over any connection. */
    public static ThreadContext current(VatConnection connection) {
        ThreadContext context = CURRENT.get();
        if (context == null) {
            Thread thread = Thread.currentThread();
            context = new ThreadContext(thread, ThreadNames.of(connection.vatName(), thread));
            CURRENT.set(context);
        }
        return context;
    }

    /** The name of the calling thread in the logs of a connection. */
    public static String currentName(VatConnection connection) {
        ThreadContext context = CURRENT.get();
        return context == null ? ThreadNames.current(connection.vatName()) : context.name;
    }

    /** Makes this the context of the calling thread, which was made to run a peer's calls. */
    void bind() {
        CURRENT.set(this);
    }

    /** How this thread is called towards peers and in logs. */
    public String name() {
        return name;
    }

    /** What the thread waits with. */
    public Waiter waiter() {
        return waiter;
    }

    /** The thread itself. */
    public Thread thread() {
        return thread;
    }

    /** What this thread has at a connection, made on first use. Only on this thread. */
    ThreadEntry entry(ConnectionThreads connection) {
        ThreadEntry entry = latest;
        if (entry == null || !entry.belongsTo(connection)) {
            entry = connection.entryOf(this);
            latest = entry;
        }
        return entry;
    }
}
