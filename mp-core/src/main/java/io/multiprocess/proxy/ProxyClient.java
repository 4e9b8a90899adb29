package io.multiprocess.proxy;

import io.multiprocess.capability.RpcException;
import org.jspecify.annotations.Nullable;

import java.lang.ref.Cleaner;

/**
 * Base of generated proxy clients, which implement a Java interface by calling an object in another process.
 *
 * <p>Has no method of its own that could clash with one of the interface; what there is to know and do about a proxy goes
 * through {@link #of}. A proxy that is forgotten without being closed is released some time after it became garbage, and
 * that is logged.
 *
 * <p><i>Thread-safe.</i>
 *
 * @param <T> the Java interface
 */
public abstract class ProxyClient<T> {
    private static final Cleaner CLEANER = Cleaner.create();

    /** What this proxy stands for. Must not know the proxy, which could not become garbage then. */
    protected final ProxyContext context;

    /** Makes a proxy. */
    protected ProxyClient(ProxyContext context) {
        this.context = context;
        if (context.canBeForgotten()) {
            context.registered(CLEANER.register(this, context::forgotten));
        }
    }

    /**
     * What there is to know and do about a proxy.
     *
     * @throws IllegalArgumentException if the object is no proxy
     */
    public static ProxyContext of(Object proxy) {
        if (proxy instanceof ProxyClient<?> client) {
            return client.context;
        }
        throw new IllegalArgumentException("not a proxy of an object in another process: " + proxy.getClass());
    }

    /** Whether an object is a proxy. */
    public static boolean isProxy(@Nullable Object object) {
        return object instanceof ProxyClient;
    }

    /**
     * Closes a proxy as {@link ProxyContext#close} does, or another object if it is {@link AutoCloseable}: for code that does not
     * know which of them it got.
     *
     * @throws RpcException if closing an object that is no proxy failed
     */
    public static void close(@Nullable Object object) {
        if (object instanceof ProxyClient<?> client) {
            client.context.close();
        } else if (object instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new RpcException(
                        RpcException.Kind.FAILED, "closing " + object.getClass().getName(), e);
            }
        }
    }

    @Override
    public String toString() {
        return context.toString();
    }
}
