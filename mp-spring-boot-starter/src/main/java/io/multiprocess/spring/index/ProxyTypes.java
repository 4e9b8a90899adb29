package io.multiprocess.spring.index;

import io.multiprocess.proxy.ProxyType;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Gets at the {@code TYPE} constants of generated proxies. Thread-safe. */
public final class ProxyTypes {

    private ProxyTypes() {}

    /**
     * The type that a generated client class is made by.
     *
     * @param clientClass binary name of the generated {@code …ProxyClient}
     * @throws IllegalStateException when the generated class is not there or is of another shape, which means that
     *     the index and the classes are of different builds
     */
    public static ProxyType<?> load(String clientClass, @Nullable ClassLoader classLoader) {
        try {
            Class<?> client = ClassUtils.forName(clientClass, classLoader);
            return (ProxyType<?>) client.getField("TYPE").get(null);
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            throw new IllegalStateException(
                    "The generated class %s cannot be used (%s). Build the module that it comes from again with the plugin."
                            .formatted(clientClass, e),
                    e);
        }
    }
}
