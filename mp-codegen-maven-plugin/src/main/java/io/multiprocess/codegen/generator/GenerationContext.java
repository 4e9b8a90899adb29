package io.multiprocess.codegen.generator;

import com.palantir.javapoet.JavaFile;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.source.DiagnosticLog;
import io.multiprocess.codegen.source.Location;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What generators work on, and where their output is collected.
 *
 * <p>Confined to the thread that generates.
 */
public final class GenerationContext {
    private static final Pattern BROKEN_PARENTHESES = Pattern.compile("\\(\n +\\)");
    private static final Pattern BROKEN_BODY = Pattern.compile("\\{\n +\\}");
    private static final Pattern ONE_LINE_COMMENT =
            Pattern.compile("^( *)/\\*\\*\n +\\* ([^\n]{1,105})\n +\\*/$", Pattern.MULTILINE);

    private final SchemaModel model;
    private final GenerationOptions options;
    private final DiagnosticLog diagnostics;
    private final JavaNames names;
    private final NavigableMap<String, byte[]> sources = new TreeMap<>();
    private final NavigableMap<String, byte[]> resources = new TreeMap<>();
    private final Set<Path> inputs = new TreeSet<>();

    /**
     * Starts a generation.
     *
     * @param model what the schemas mean
     * @param options what the build says about the output
     * @param diagnostics where errors go
     */
    public GenerationContext(SchemaModel model, GenerationOptions options, DiagnosticLog diagnostics) {
        this.model = model;
        this.options = options;
        this.diagnostics = diagnostics;
        this.names = new JavaNames(model, options.naming());
    }

    /** {@return what the schemas mean} */
    public SchemaModel model() {
        return model;
    }

    /** {@return what the build says about the output} */
    public GenerationOptions options() {
        return options;
    }

    /** {@return where everything that is wrong goes; one error and nothing is written} */
    public DiagnosticLog diagnostics() {
        return diagnostics;
    }

    /** {@return the Java names of the model's nodes} */
    public JavaNames names() {
        return names;
    }

    /** {@return the nodes of the files to generate for, in the order of the request} */
    public List<Node> files() {
        return model.requestedFiles().stream()
                .map(file -> model.node(file.id()))
                .toList();
    }

    /**
     * Takes a Java source.
     *
     * @param origin what it was made from, for the message if two sources have one name
     * @param source the file
     */
    public void emit(Location origin, JavaFile source) {
        String folder =
                source.packageName().isEmpty() ? "" : source.packageName().replace('.', '/') + "/";
        String text = tidy(source.toString());
        put(sources, origin, folder + source.typeSpec().name() + ".java", text);
    }

    /** What JavaPoet leaves to be done by hand: empty lists and bodies that are broken over lines, long
     * comments, and annotations of nested types. */
    private static String tidy(String java) {
        String text = BROKEN_PARENTHESES.matcher(java).replaceAll("()");
        text = BROKEN_BODY.matcher(text).replaceAll("{}").replace(". @Nullable ", ".@Nullable ");
        return ONE_LINE_COMMENT.matcher(text).replaceAll("$1/** $2 */");
    }

    /**
     * Takes a file to be packaged with the classes.
     *
     * @param origin what it was made from, for the message if two files have one name
     * @param path its path in the jar, with {@code /} between names
     * @param content its text
     */
    public void emitResource(Location origin, String path, String content) {
        put(resources, origin, path, content);
    }

    private void put(Map<String, byte[]> files, Location origin, String path, String content) {
        if (files.putIfAbsent(path, content.getBytes(StandardCharsets.UTF_8)) != null) {
            diagnostics.error(
                    origin,
                    "Another schema generates '" + path + "' too; set $Java.outerClassname or $Java.package in one of"
                            + " them, or name one in the plugin's <schemaNames>.");
        }
    }

    /**
     * Notes a file outside of the schemas that the output depends on: when it changes, appears or goes away, the next
     * build generates again.
     *
     * @param input a file, or where one would be looked for
     */
    public void dependsOn(Path input) {
        inputs.add(input.toAbsolutePath().normalize());
    }

    /** {@return the Java sources so far: UTF-8 content by path} */
    public NavigableMap<String, byte[]> sources() {
        return Collections.unmodifiableNavigableMap(sources);
    }

    /** {@return the files for the jar so far: content by path} */
    public NavigableMap<String, byte[]> resources() {
        return Collections.unmodifiableNavigableMap(resources);
    }

    /** {@return the files noted by {@link #dependsOn}, in order} */
    public Set<Path> inputs() {
        return Collections.unmodifiableSet(inputs);
    }
}
