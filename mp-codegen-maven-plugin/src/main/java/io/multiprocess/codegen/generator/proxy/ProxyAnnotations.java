package io.multiprocess.codegen.generator.proxy;

import io.multiprocess.codegen.model.AnnotationUse;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Value;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The annotations of {@code /mp/proxy.capnp} and {@code /mp/java.capnp}, and how to read them. <i>Stateless.</i> */
final class ProxyAnnotations {
    /** The file {@code /mp/proxy.capnp}. */
    static final long PROXY_FILE = 0xcc316e3f71a040fbL;
    /** {@code Proxy.Context}. */
    static final long CONTEXT = 0x9c44e6645d0b22c6L;
    /** {@code Proxy.ThreadMap}. */
    static final long THREAD_MAP = 0xee5e37179ad9dc9dL;

    private static final long WRAP = 0xe6f46079b7b1405eL;
    private static final long COUNT = 0xd02682b319f69b38L;
    private static final long EXCEPTION = 0x996a183200992f88L;
    private static final long NAME = 0xb594888f63f4dbb9L;
    private static final long SKIP = 0x824c08b82695d8ddL;

    private static final long JAVA_TYPE = 0xf631c3a6e7d8ce54L;
    private static final long JAVA_OWNED = 0xf58e272caee2630eL;
    private static final long JAVA_UNIT = 0xe2acb4456728105aL;
    private static final long JAVA_CONVERSION = 0x930b2634cee2291aL;

    private ProxyAnnotations() {}

    static Optional<String> javaType(List<AnnotationUse> uses) {
        return text(uses, JAVA_TYPE);
    }

    static boolean owned(List<AnnotationUse> uses) {
        return SchemaModel.annotation(uses, JAVA_OWNED) != null;
    }

    static Optional<String> unit(List<AnnotationUse> uses) {
        return text(uses, JAVA_UNIT);
    }

    static Optional<String> conversion(List<AnnotationUse> uses) {
        return text(uses, JAVA_CONVERSION);
    }

    static Optional<String> wrap(List<AnnotationUse> uses) {
        return text(uses, WRAP);
    }

    static Optional<String> exception(List<AnnotationUse> uses) {
        return text(uses, EXCEPTION);
    }

    static Optional<String> name(List<AnnotationUse> uses) {
        return text(uses, NAME);
    }

    static boolean skip(List<AnnotationUse> uses) {
        return SchemaModel.annotation(uses, SKIP) != null;
    }

    static OptionalInt count(List<AnnotationUse> uses) {
        AnnotationUse use = SchemaModel.annotation(uses, COUNT);
        return use != null && use.value() instanceof Value.Integer count
                ? OptionalInt.of((int) count.value())
                : OptionalInt.empty();
    }

    private static Optional<String> text(List<AnnotationUse> uses, long id) {
        AnnotationUse use = SchemaModel.annotation(uses, id);
        return use == null ? Optional.empty() : Optional.of(Value.text(use.value()));
    }
}
