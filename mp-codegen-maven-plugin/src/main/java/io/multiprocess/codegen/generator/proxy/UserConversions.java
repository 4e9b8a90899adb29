package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import io.multiprocess.codegen.javaapi.JavaApi;
import io.multiprocess.codegen.javaapi.JavaClass;
import io.multiprocess.codegen.javaapi.JavaType;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Type;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The classes of the user's that convert types which the plugin cannot know: those that the configuration names, and those that
 * {@code $Java.conversion} names. <i>Confined to one thread.</i>
 */
final class UserConversions {
    /**
     * One class.
     *
     * @param name the class
     * @param java the Java type that it converts
     * @param message the reader that it reads; null where it converts to another Java type
     * @param through the Java type that it converts to; null where it reads and builds a message
     * @param passes whether it surrounds calls with an in-out parameter
     */
    record User(
            ClassName name,
            JavaType java,
            @Nullable TypeName message,
            @Nullable JavaType through,
            boolean passes) {}

    private final JavaApi api;
    private final SchemaModel model;
    private final List<User> configured = new ArrayList<>();
    private final Map<String, User> byName = new HashMap<>();
    private final Map<Long, User> byStruct = new HashMap<>();

    /**
     * Reads the configured classes, and those that structs name.
     *
     * @param classes their names
     * @throws MappingException if one does not exist or is no conversion
     */
    UserConversions(JavaApi api, SchemaModel model, List<String> classes) throws MappingException {
        this.api = api;
        this.model = model;
        for (String name : classes) {
            configured.add(read(name));
        }
    }

    /** The Java type of a struct that only a conversion of the user's gives one, by the reader that it names. */
    Optional<JavaType> javaType(Node struct, TypeName reader) throws MappingException {
        User user = forStruct(struct, reader);
        return user == null ? Optional.empty() : Optional.of(user.java);
    }

    private @Nullable User forStruct(Node struct, TypeName reader) throws MappingException {
        if (byStruct.containsKey(struct.id())) {
            return byStruct.get(struct.id());
        }
        User found = null;
        Optional<String> annotated = ProxyAnnotations.conversion(struct.annotations());
        if (annotated.isPresent()) {
            try {
                found = read(annotated.get());
            } catch (MappingException e) {
                throw e.of("struct " + struct.name(), struct.location());
            }
        }
        for (User user : configured) {
            if (found == null && reader.equals(user.message)) {
                found = user;
            }
        }
        byStruct.put(struct.id(), found);
        return found;
    }

    private User read(String name) throws MappingException {
        User known = byName.get(name);
        if (known == null) {
            JavaClass found = api.find(name)
                    .orElseThrow(() -> new MappingException(
                            "the conversion " + name + " is neither in the module's sources nor on its class path"));
            known = user(found, found);
            if (known == null) {
                throw new MappingException("the conversion " + name + " (" + found.location() + ") implements neither "
                        + RuntimeNames.CUSTOM_MESSAGE + " nor " + RuntimeNames.CUSTOM_VALUE);
            }
            byName.put(name, known);
        }
        return known;
    }

    private @Nullable User user(JavaClass top, JavaClass at) {
        for (JavaType type : at.interfaces()) {
            boolean passes = type.is(RuntimeNames.CUSTOM_PASS);
            if (passes || type.is(RuntimeNames.CUSTOM_MESSAGE)) {
                return new User(
                        top.name(),
                        type.arguments().get(0),
                        type.arguments().get(1).name(),
                        null,
                        passes);
            }
            if (type.is(RuntimeNames.CUSTOM_VALUE)) {
                return new User(
                        top.name(),
                        type.arguments().get(0),
                        null,
                        type.arguments().get(1),
                        false);
            }
            Optional<JavaClass> above = api.find(type);
            User found = above.isPresent() ? user(top, above.get()) : null;
            if (found != null) {
                return found;
            }
        }
        Optional<JavaClass> above = at.superType().flatMap(api::find);
        return above.isPresent() ? user(top, above.get()) : null;
    }

    /** Whether a conversion is for that struct, so that copying it takes an invoke context. */
    boolean isFor(long structId) {
        return byStruct.get(structId) != null;
    }

    /** The conversion of the user's between two types, if there is one. */
    Optional<Conversion> find(Conversions conversions, Type type, JavaType java, Conversions.Place place)
            throws MappingException {
        User user = user(conversions, type, java, place);
        if (user == null) {
            return Optional.empty();
        }
        if (user.message != null) {
            return Optional.of(new StructConversion(user.name, true, true));
        }
        JavaType through = Objects.requireNonNull(user.through);
        Conversion inner = conversions.find(type, through.unboxed(), place);
        ClassName name = user.name;
        return Optional.of(new Conversion() {
            @Override
            CodeBlock read(Scope scope, Source source) {
                return CodeBlock.of("$N.read($L)", scope.owner().instance(name), inner.read(scope, source));
            }

            @Override
            void build(Scope scope, CodeBlock.Builder code, Target target, CodeBlock value) {
                String built = scope.local("built");
                code.addStatement(
                        "$T $N = $N.build($L)",
                        through.unboxed().name(),
                        built,
                        scope.owner().instance(name),
                        value);
                inner.build(scope, code, target, CodeBlock.of("$N", built));
            }

            @Override
            String key() {
                return name + "(" + inner.key() + ")";
            }

            @Override
            boolean needsContext() {
                return inner.needsContext();
            }

            @Override
            boolean copies() {
                return inner.copies();
            }
        });
    }

    /** The class that surrounds calls with this in-out parameter, if there is one. */
    Optional<ClassName> passing(Conversions conversions, Type type, JavaType java, Conversions.Place place)
            throws MappingException {
        User user = user(conversions, type, java, place);
        return user != null && user.passes ? Optional.of(user.name) : Optional.empty();
    }

    private @Nullable User user(Conversions conversions, Type type, JavaType java, Conversions.Place place)
            throws MappingException {
        Optional<String> annotated = ProxyAnnotations.conversion(place.annotations());
        if (annotated.isPresent()) {
            User user = read(annotated.get());
            if (user.java.name().equals(java.boxed().name())) {
                return user;
            }
        }
        if (type instanceof Type.StructRef ref) {
            User user = forStruct(model.node(ref.typeId()), conversions.types().reader(type));
            if (user != null && user.java.name().equals(java.name())) {
                return user;
            }
        }
        for (User user : configured) {
            if (user.through != null && user.java.name().equals(java.boxed().name())) {
                return user;
            }
        }
        return null;
    }
}
