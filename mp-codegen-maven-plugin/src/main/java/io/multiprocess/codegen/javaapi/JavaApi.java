package io.multiprocess.codegen.javaapi;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import org.jspecify.annotations.Nullable;

import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ErrorType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The Java types that a module's sources and class path hold, read on demand.
 *
 * <p>Nothing is compiled and no diagnostics of the compiler are shown: what does not resolve is a {@link JavaType.Kind#MISSING missing}
 * type. Its package is that of the import that names it, or else of the file that uses it.
 *
 * <p><i>Confined to one thread.</i>
 */
public final class JavaApi implements AutoCloseable {
    private final StandardJavaFileManager files;
    private final Trees trees;
    private final Elements elements;
    private final Types types;
    private final Map<String, Optional<JavaClass>> classes = new HashMap<>();
    private final Set<Path> read = new TreeSet<>();

    private JavaApi(StandardJavaFileManager files, JavacTask task) {
        this.files = files;
        this.trees = Trees.instance(task);
        this.elements = task.getElements();
        this.types = task.getTypes();
    }

    /**
     * Prepares to read.
     *
     * @throws IllegalStateException if this is a Java runtime without a compiler
     * @throws IllegalArgumentException if the compiler does not know the release or the JDK asked for
     */
    public static JavaApi open(JavaApiRequest request) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException(
                    "No Java compiler found: run the build with a JDK, not with a Java runtime alone");
        }
        StandardJavaFileManager standard = compiler.getStandardFileManager(diagnostic -> {}, null, request.encoding());
        try {
            standard.setLocationFromPaths(StandardLocation.SOURCE_PATH, existing(request.sourceRoots()));
            standard.setLocationFromPaths(StandardLocation.CLASS_PATH, existing(request.classPath()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> options = new ArrayList<>(List.of("-proc:none", "-implicit:none", "-Xlint:none", "-parameters"));
        if (request.release().isPresent()) {
            options.add("--release");
            options.add(Integer.toString(request.release().getAsInt()));
        } else if (request.systemHome().isPresent()) {
            options.add("--system");
            options.add(request.systemHome().get().toString());
        }
        JavacTask task = (JavacTask) compiler.getTask(
                Writer.nullWriter(),
                new ModuleFreeFileManager(standard, request.sources()),
                diagnostic -> {},
                options,
                null,
                List.of());
        return new JavaApi(standard, task);
    }

    private static List<Path> existing(List<Path> paths) {
        return paths.stream().filter(Files::exists).toList();
    }

    /** Whether there is a class, interface, record or enum of that qualified name. */
    public boolean exists(String qualifiedName) {
        return element(qualifiedName) != null;
    }

    /**
     * Reads a type.
     *
     * @param expression a qualified name, nested types separated by dots, with or without type arguments:
     *     {@code java.util.function.Function<java.lang.String, java.lang.Integer>}; types of {@code java.lang} may be written without
     *     their package
     * @return nothing if there is no such type
     */
    public Optional<JavaClass> find(String expression) {
        Optional<JavaClass> known = classes.get(expression);
        if (known == null) {
            DeclaredType type = parse(expression);
            known = type == null ? Optional.empty() : Optional.of(read(type));
            classes.put(expression, known);
        }
        return known;
    }

    /** Reads the class of a declared type, with its type arguments put in place of the parameters. */
    public Optional<JavaClass> find(JavaType type) {
        return type.kind() == JavaType.Kind.DECLARED ? find(expression(type.name())) : Optional.empty();
    }

    /** The source files that answers came from so far. */
    public Set<Path> files() {
        return Set.copyOf(read);
    }

    private static String expression(TypeName name) {
        if (name instanceof ClassName className) {
            return className.canonicalName();
        }
        if (name instanceof ParameterizedTypeName parameterized) {
            StringBuilder out = new StringBuilder(parameterized.rawType().canonicalName()).append('<');
            List<TypeName> arguments = parameterized.typeArguments();
            for (int i = 0; i < arguments.size(); i++) {
                out.append(i == 0 ? "" : ",").append(expression(arguments.get(i)));
            }
            return out.append('>').toString();
        }
        if (name instanceof WildcardTypeName wildcard) {
            return expression(
                    wildcard.lowerBounds().isEmpty()
                            ? wildcard.upperBounds().get(0)
                            : wildcard.lowerBounds().get(0));
        }
        if (name instanceof ArrayTypeName array) {
            return expression(array.componentType()) + "[]";
        }
        return name.isPrimitive() ? name.toString() : "java.lang.Object";
    }

    private @Nullable TypeElement element(String qualifiedName) {
        TypeElement found = elements.getTypeElement(qualifiedName);
        return found != null || qualifiedName.indexOf('.') >= 0
                ? found
                : elements.getTypeElement("java.lang." + qualifiedName);
    }

    private @Nullable DeclaredType parse(String text) {
        return new Expression(text).type() instanceof DeclaredType type ? type : null;
    }

    /** Reads a type written as text. A primitive type may be given as an argument's array component only. */
    private final class Expression {
        private final String text;
        private int at;

        Expression(String text) {
            this.text = text.replaceAll("\\s+", "");
        }

        @Nullable
        TypeMirror type() {
            TypeMirror type = next();
            return at == text.length() ? type : null;
        }

        private @Nullable TypeMirror next() {
            int start = at;
            while (at < text.length() && "<>,[".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String name = text.substring(start, at);
            TypeMirror type = primitive(name);
            if (type == null) {
                TypeElement element = element(name);
                if (element == null) {
                    return null;
                }
                List<TypeMirror> arguments = new ArrayList<>();
                if (at < text.length() && text.charAt(at) == '<') {
                    do {
                        at++;
                        TypeMirror argument = next();
                        if (argument == null) {
                            return null;
                        }
                        arguments.add(argument);
                    } while (at < text.length() && text.charAt(at) == ',');
                    at++;
                    if (arguments.size() != element.getTypeParameters().size()) {
                        return null;
                    }
                    type = types.getDeclaredType(element, arguments.toArray(TypeMirror[]::new));
                } else {
                    type = element.asType();
                }
            }
            while (text.startsWith("[]", at)) {
                at += 2;
                type = types.getArrayType(type);
            }
            return type;
        }

        private @Nullable TypeMirror primitive(String name) {
            for (TypeKind kind : TypeKind.values()) {
                if (kind.isPrimitive() && kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return types.getPrimitiveType(kind);
                }
            }
            return null;
        }
    }

    private JavaClass read(DeclaredType type) {
        TypeElement element = (TypeElement) type.asElement();
        JavaClass.Kind kind = switch (element.getKind()) {
            case INTERFACE, ANNOTATION_TYPE -> JavaClass.Kind.INTERFACE;
            case ENUM -> JavaClass.Kind.ENUM;
            case RECORD -> JavaClass.Kind.RECORD;
            default -> JavaClass.Kind.CLASS;
        };
        List<JavaMethod> methods = new ArrayList<>();
        List<JavaField> fields = new ArrayList<>();
        for (ExecutableElement method : ElementFilter.methodsIn(elements.getAllMembers(element))) {
            if (!isObject(method.getEnclosingElement())) {
                methods.add(method(type, method));
            }
        }
        List<JavaMethod> constructors = new ArrayList<>();
        for (ExecutableElement constructor : ElementFilter.constructorsIn(element.getEnclosedElements())) {
            constructors.add(method(type, constructor));
        }
        List<String> constants = new ArrayList<>();
        if (kind == JavaClass.Kind.RECORD) {
            for (var component : ElementFilter.recordComponentsIn(element.getEnclosedElements())) {
                TypeMirror componentType =
                        ((ExecutableType) types.asMemberOf(type, component.getAccessor())).getReturnType();
                fields.add(new JavaField(
                        component.getSimpleName().toString(),
                        use(componentType, component.getAccessor(), element),
                        true,
                        false,
                        true,
                        location(component)));
            }
        } else {
            fields(type, fields);
            for (VariableElement field : ElementFilter.fieldsIn(element.getEnclosedElements())) {
                if (field.getKind() == ElementKind.ENUM_CONSTANT) {
                    constants.add(field.getSimpleName().toString());
                }
            }
        }
        List<JavaType> interfaces = new ArrayList<>();
        Optional<JavaType> superType = Optional.empty();
        for (TypeMirror direct : types.directSupertypes(type)) {
            if (direct instanceof DeclaredType declared && direct.getKind() == TypeKind.DECLARED) {
                if (declared.asElement().getKind().isInterface()) {
                    interfaces.add(type(declared, element));
                } else if (!kind.equals(JavaClass.Kind.INTERFACE)) {
                    superType = Optional.of(type(declared, element));
                }
            }
        }
        Set<String> above = new LinkedHashSet<>();
        superTypes(type, above);
        return new JavaClass(
                ClassName.get(element),
                type(type, element).name(),
                kind,
                typeParameters(element.getTypeParameters(), element),
                element.getModifiers().contains(Modifier.ABSTRACT),
                isPublic(element),
                element.getModifiers().contains(Modifier.SEALED),
                element.getPermittedSubclasses().stream()
                        .map(p -> ClassName.get((TypeElement) ((DeclaredType) p).asElement()))
                        .toList(),
                above,
                superType,
                interfaces,
                methods,
                constructors,
                fields,
                constants,
                annotations(element),
                location(element));
    }

    private static boolean isObject(@Nullable Element element) {
        return element instanceof TypeElement type && type.getQualifiedName().contentEquals("java.lang.Object");
    }

    private static boolean isPublic(TypeElement element) {
        for (Element e = element; e instanceof TypeElement; e = e.getEnclosingElement()) {
            boolean inInterface = e.getEnclosingElement() != null
                    && e.getEnclosingElement().getKind().isInterface();
            if (!e.getModifiers().contains(Modifier.PUBLIC) && !inInterface) {
                return false;
            }
        }
        return true;
    }

    /** Fields of the superclasses first: that is the order in which people list them. */
    private void fields(DeclaredType type, List<JavaField> out) {
        TypeElement element = (TypeElement) type.asElement();
        if (isObject(element) || element.getKind().isInterface()) {
            return;
        }
        for (TypeMirror direct : types.directSupertypes(type)) {
            if (direct.getKind() == TypeKind.DECLARED) {
                fields((DeclaredType) direct, out);
            }
        }
        for (VariableElement field : ElementFilter.fieldsIn(element.getEnclosedElements())) {
            Set<Modifier> modifiers = field.getModifiers();
            if (field.getKind() == ElementKind.FIELD && !modifiers.contains(Modifier.STATIC)) {
                out.add(new JavaField(
                        field.getSimpleName().toString(),
                        use(types.asMemberOf(type, field), field, element),
                        modifiers.contains(Modifier.PUBLIC),
                        modifiers.contains(Modifier.PRIVATE),
                        modifiers.contains(Modifier.FINAL),
                        location(field)));
            }
        }
    }

    private void superTypes(TypeMirror type, Set<String> out) {
        for (TypeMirror direct : types.directSupertypes(type)) {
            if (direct.getKind() == TypeKind.DECLARED) {
                TypeElement element = (TypeElement) ((DeclaredType) direct).asElement();
                if (out.add(element.getQualifiedName().toString())) {
                    superTypes(direct, out);
                }
            }
        }
    }

    private JavaMethod method(DeclaredType owner, ExecutableElement method) {
        ExecutableType type = (ExecutableType) types.asMemberOf(owner, method);
        List<JavaParameter> parameters = new ArrayList<>();
        for (int i = 0; i < method.getParameters().size(); i++) {
            VariableElement parameter = method.getParameters().get(i);
            parameters.add(new JavaParameter(
                    parameter.getSimpleName().toString(),
                    use(type.getParameterTypes().get(i), parameter, method)));
        }
        Set<Modifier> modifiers = method.getModifiers();
        return new JavaMethod(
                ClassName.get((TypeElement) method.getEnclosingElement()),
                method.getSimpleName().toString(),
                use(type.getReturnType(), method, method),
                parameters,
                type.getThrownTypes().stream().map(t -> type(t, method)).toList(),
                typeParameters(method.getTypeParameters(), method),
                modifiers.contains(Modifier.ABSTRACT),
                modifiers.contains(Modifier.STATIC),
                modifiers.contains(Modifier.PUBLIC),
                modifiers.contains(Modifier.PRIVATE),
                location(method));
    }

    private List<TypeVariableName> typeParameters(List<? extends TypeParameterElement> parameters, Element where) {
        List<TypeVariableName> names = new ArrayList<>();
        for (TypeParameterElement parameter : parameters) {
            TypeName[] bounds = parameter.getBounds().stream()
                    .map(bound -> type(bound, where).name())
                    .toArray(TypeName[]::new);
            names.add(TypeVariableName.get(parameter.getSimpleName().toString(), bounds));
        }
        return names;
    }

    /**
     * A type as a declaration uses it: old annotations stand on the declaration, new ones on the type. Those of a type variable are lost
     * when something takes its place, so they are looked for where it is declared.
     */
    private JavaType use(TypeMirror type, Element declaration, Element where) {
        JavaType found = type(type, where);
        TypeMirror declared =
                declaration instanceof ExecutableElement method ? method.getReturnType() : declaration.asType();
        boolean nullable = isNullable(declaration) || (declared.getKind() == TypeKind.TYPEVAR && isNullable(declared));
        return nullable && !found.isPrimitive() ? found.withNullable(true) : found;
    }

    private static boolean isNullable(AnnotatedConstruct construct) {
        for (AnnotationMirror annotation : construct.getAnnotationMirrors()) {
            if (annotation.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable")) {
                return true;
            }
        }
        return false;
    }

    private JavaType type(TypeMirror type, Element where) {
        boolean nullable = isNullable(type);
        return switch (type.getKind()) {
            case VOID -> JavaType.of(TypeName.VOID);
            case BOOLEAN, BYTE, SHORT, INT, LONG, CHAR, FLOAT, DOUBLE -> JavaType.of(TypeName.get(type));
            case ARRAY -> {
                TypeMirror component = ((ArrayType) type).getComponentType();
                // "@Nullable byte[]" is meant for the array: a byte cannot be null.
                boolean meantForArray = component.getKind().isPrimitive() && isNullable(component);
                yield JavaType.arrayOf(type(component, where)).withNullable(nullable || meantForArray);
            }
            case ERROR -> missing((ErrorType) type, where).withNullable(nullable);
            case DECLARED -> {
                DeclaredType declared = (DeclaredType) type;
                ClassName raw = ClassName.get((TypeElement) declared.asElement());
                List<JavaType> arguments = new ArrayList<>();
                List<TypeName> names = new ArrayList<>();
                for (TypeMirror argument : declared.getTypeArguments()) {
                    JavaType read = type(argument, where);
                    arguments.add(read);
                    names.add(argument instanceof WildcardType wildcard ? wildcard(wildcard, read) : read.name());
                }
                yield new JavaType(
                        JavaType.Kind.DECLARED,
                        names.isEmpty() ? raw : ParameterizedTypeName.get(raw, names.toArray(TypeName[]::new)),
                        nullable,
                        arguments);
            }
            case TYPEVAR ->
                new JavaType(
                        JavaType.Kind.VARIABLE,
                        TypeVariableName.get(((TypeVariable) type)
                                .asElement()
                                .getSimpleName()
                                .toString()),
                        nullable,
                        List.of());
            case WILDCARD -> {
                WildcardType wildcard = (WildcardType) type;
                TypeMirror bound =
                        wildcard.getExtendsBound() != null ? wildcard.getExtendsBound() : wildcard.getSuperBound();
                yield bound == null ? JavaType.of(ClassName.get(Object.class)) : type(bound, where);
            }
            case INTERSECTION -> type(((IntersectionType) type).getBounds().get(0), where);
            default -> new JavaType(JavaType.Kind.MISSING, ClassName.get("", type.toString()), nullable, List.of());
        };
    }

    private static TypeName wildcard(WildcardType wildcard, JavaType bound) {
        if (wildcard.getSuperBound() != null) {
            return WildcardTypeName.supertypeOf(bound.name());
        }
        return WildcardTypeName.subtypeOf(bound.name());
    }

    private JavaType missing(ErrorType type, Element where) {
        String written = type.toString().replaceAll("@\\S+\\s+", "");
        int arguments = written.indexOf('<');
        String name = arguments > 0 ? written.substring(0, arguments) : written;
        ClassName className;
        String first = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        if (!name.isEmpty() && Character.isLowerCase(name.charAt(0)) && name.contains(".")) {
            className = ClassName.bestGuess(name);
        } else {
            String[] parts = name.split("\\.", -1);
            className = ClassName.get(packageOf(first, where), first);
            for (int i = 1; i < parts.length; i++) {
                className = className.nestedClass(parts[i]);
            }
        }
        return new JavaType(JavaType.Kind.MISSING, className, false, List.of());
    }

    /** The package that an import gives to a simple name, or the package of the file itself. */
    private String packageOf(String simpleName, Element where) {
        TreePath path = trees.getPath(where);
        if (path != null) {
            for (ImportTree tree : path.getCompilationUnit().getImports()) {
                String imported = tree.getQualifiedIdentifier().toString();
                if (!tree.isStatic() && imported.endsWith("." + simpleName)) {
                    return imported.substring(0, imported.length() - simpleName.length() - 1);
                }
            }
        }
        return elements.getPackageOf(where).getQualifiedName().toString();
    }

    private static List<JavaAnnotation> annotations(Element element) {
        List<JavaAnnotation> found = new ArrayList<>();
        for (AnnotationMirror annotation : element.getAnnotationMirrors()) {
            Map<String, String> values = new TreeMap<>();
            for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                    annotation.getElementValues().entrySet()) {
                Object value = entry.getValue().getValue();
                values.put(entry.getKey().getSimpleName().toString(), value.toString());
            }
            found.add(new JavaAnnotation(annotation.getAnnotationType().toString(), values));
        }
        return found;
    }

    private JavaLocation location(Element element) {
        TreePath path = trees.getPath(element);
        // Components of records, and the methods that come with them, have no place of their own.
        for (Element at = element; path == null && at != null && !(at instanceof TypeElement); ) {
            at = at.getEnclosingElement();
            path = at == null ? null : trees.getPath(at);
        }
        if (path != null) {
            CompilationUnitTree unit = path.getCompilationUnit();
            long position = trees.getSourcePositions().getStartPosition(unit, path.getLeaf());
            if (unit.getSourceFile().toUri().getScheme().equals("file")) {
                read.add(Path.of(unit.getSourceFile().toUri()));
            }
            int line = position < 0 ? 0 : (int) unit.getLineMap().getLineNumber(position);
            return new JavaLocation(unit.getSourceFile().getName(), line);
        }
        Element type = element;
        while (!(type instanceof TypeElement) && type.getEnclosingElement() != null) {
            type = type.getEnclosingElement();
        }
        return new JavaLocation(type.toString(), 0);
    }

    /** Forgets everything and closes the files. What was read stays valid. */
    @Override
    public void close() {
        classes.clear();
        try {
            files.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
