package io.multiprocess.proxy;

import io.multiprocess.capability.RpcException;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An interface that can be called across processes: how its proxies are made, and what can be called on them. The generated
 * proxy client holds it in its constant {@code TYPE}.
 *
 * <p><i>Thread-safe.</i>
 *
 * @param <T> the Java interface
 */
public abstract class ProxyType<T> {
    private final Class<T> javaType;
    private final String displayName;
    private final long interfaceId;
    private final List<ProxyMethod> methods;
    /** By place in {@link #interfaceIds}, then by ordinal. */
    private final @Nullable ProxyMethod[][] table;

    private final long[] interfaceIds;
    private final @Nullable ProxyMethod construct;
    private final @Nullable ProxyMethod destroy;
    /** How many proxies of this type were forgotten so far. */
    private final AtomicInteger forgotten = new AtomicInteger();

    /**
     * Describes an interface.
     *
     * @param javaType the Java interface
     * @param displayName {@code file.capnp:Interface}
     * @param interfaceId its id in the schema
     * @param methods all that can be called, inherited ones first, by their {@link ProxyMethod#index}
     */
    protected ProxyType(Class<T> javaType, String displayName, long interfaceId, ProxyMethod... methods) {
        this.javaType = javaType;
        this.displayName = displayName;
        this.interfaceId = interfaceId;
        this.methods = List.of(methods);
        interfaceIds = this.methods.stream()
                .mapToLong(ProxyMethod::interfaceId)
                .distinct()
                .toArray();
        table = new ProxyMethod[interfaceIds.length][];
        for (int i = 0; i < interfaceIds.length; i++) {
            long id = interfaceIds[i];
            int count = 0;
            for (ProxyMethod method : methods) {
                if (method.interfaceId() == id) {
                    count = Math.max(count, method.methodId() + 1);
                }
            }
            @Nullable ProxyMethod[] row = new ProxyMethod[count];
            for (ProxyMethod method : methods) {
                if (method.interfaceId() == id) {
                    row[method.methodId()] = method;
                }
            }
            table[i] = row;
        }
        construct = named("construct");
        destroy = named("destroy");
    }

    private @Nullable ProxyMethod named(String methodName) {
        for (ProxyMethod method : methods) {
            if (method.name().endsWith("." + methodName)) {
                return method;
            }
        }
        return null;
    }

    /** The Java interface. */
    public final Class<T> javaType() {
        return javaType;
    }

    /** {@code file.capnp:Interface}. */
    public final String displayName() {
        return displayName;
    }

    /** The interface's id in the schema. */
    public final long interfaceId() {
        return interfaceId;
    }

    /** All methods that can be called, inherited ones first, in the order of {@link ProxyMethod#index}. */
    public final List<ProxyMethod> methods() {
        return methods;
    }

    /** The method that a call names, own or inherited; null if there is none. */
    public final @Nullable ProxyMethod method(long callInterfaceId, int methodId) {
        for (int i = 0; i < interfaceIds.length; i++) {
            if (interfaceIds[i] == callInterfaceId) {
                @Nullable ProxyMethod[] row = table[i];
                return methodId >= 0 && methodId < row.length ? row[methodId] : null;
            }
        }
        return null;
    }

    /** Whether a proxy client calls {@code construct} when it is made. */
    public final boolean hasConstruct() {
        return construct != null;
    }

    /** Whether closing a proxy client calls {@code destroy}. */
    public final boolean hasDestroy() {
        return destroy != null;
    }

    /** Makes the proxy that calls what {@code context} stands for. Only {@link ProxyConnection} and generated code call this. */
    public abstract T newClient(ProxyContext context);

    /** Makes the object that takes calls for {@code impl}. */
    public abstract ProxyServer<T> newServer(T impl, ProxyServerContext context);

    /**
     * Calls {@code construct}; overridden where there is one.
     *
     * @throws Exception what the call failed with
     */
    protected void construct(ProxyContext context) throws Exception {}

    /**
     * Calls {@code destroy}; overridden where there is one.
     *
     * @throws Exception what the call failed with
     */
    protected void destroy(ProxyContext context) throws Exception {}

    /** One more proxy of this type was forgotten: the how manieth it is. */
    final int countForgotten() {
        return forgotten.incrementAndGet();
    }

    final void callConstruct(ProxyContext context) {
        try {
            construct(context);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new RpcException(RpcException.Kind.FAILED, displayName + ".construct failed", e);
        }
    }

    @Override
    public String toString() {
        return displayName;
    }
}
