package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import io.multiprocess.codegen.javaapi.JavaClass;

import javax.lang.model.element.Modifier;

/** How a struct and a Java type fit, part by part. <i>Immutable.</i> */
interface Shape {
    /** The Java type. */
    JavaClass java();

    /** Writes {@code static Foo read([InvokeContext context,] Reader input)}. */
    MethodSpec reader(String name, TypeName reader, boolean context, Scope scope, Modifier... modifiers);

    /** Writes {@code static void build([InvokeContext context,] Foo value, Builder output)}. */
    MethodSpec builder(String name, TypeName builder, boolean context, Scope scope, Modifier... modifiers);

    /** Whether the code needs the invoke context. */
    boolean needsContext();

    /** A text that is the same for shapes that are the same. */
    String key();

    /** Fits a struct or group and a Java type together, or fails with the first thing that does not. */
    static Shape of(
            Conversions conversions,
            io.multiprocess.codegen.model.Node node,
            io.multiprocess.codegen.model.Brand brand,
            JavaClass java,
            String fromPackage,
            boolean handedOver)
            throws MappingException {
        return UnionCode.isUnion(node)
                ? UnionShape.of(conversions, node, brand, java, handedOver)
                : StructShape.of(conversions, node, brand, java, fromPackage, handedOver);
    }
}
