package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.JavaFile;
import io.multiprocess.codegen.generator.GenerationContext;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.source.Location;

import java.util.List;

/** Writes the Java types that nobody has written. <i>Confined to one thread.</i> */
final class ApiTypes {
    ApiTypes(GenerationContext context, JavaTypes types) {}

    List<JavaFile> write(List<Node> roots) {
        return List.of();
    }

    Location origin(JavaFile file) {
        return Location.NONE;
    }
}
