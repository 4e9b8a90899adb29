package io.multiprocess.spring.aot;

import io.multiprocess.spring.index.ProxyIndex;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/** Keeps, in a native image, the index and the classes that it leads to. Confined to the build. */
class ProxyIndexRuntimeHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources().registerPattern(ProxyIndex.LOCATION);
        for (ProxyIndex.Entry entry : ProxyIndex.load(classLoader).entries()) {
            hints.reflection().registerType(TypeReference.of(entry.javaInterface()));
            hints.reflection().registerType(TypeReference.of(entry.clientClass()), MemberCategory.ACCESS_PUBLIC_FIELDS);
            for (String type : entry.types()) {
                hints.reflection()
                        .registerType(
                                TypeReference.of(type),
                                MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS,
                                MemberCategory.INVOKE_PUBLIC_METHODS);
            }
        }
    }
}
