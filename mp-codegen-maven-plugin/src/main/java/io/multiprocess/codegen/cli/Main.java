package io.multiprocess.codegen.cli;

import io.multiprocess.codegen.compiler.CompileRequest;
import io.multiprocess.codegen.compiler.CompileResult;
import io.multiprocess.codegen.compiler.SchemaCompiler;
import io.multiprocess.codegen.message.MessageWriter;
import io.multiprocess.codegen.message.StructObject;
import io.multiprocess.codegen.request.CodeGeneratorRequest;
import io.multiprocess.codegen.source.SourceRoot;
import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The command line: {@code compile} and {@code id}, as the reference tool has them.
 *
 * <p>Exit status: 0 if all went well, 1 after errors in schemas or in a plugin, 2 after a mistake on the command line.
 *
 * <p>Confined to one thread.
 */
public final class Main {
    private static final String USAGE = """
            Usage: compile [<option>...] -o <plugin>[:<dir>] <source>...
                   id

            Compiles Cap'n Proto schemas and hands them to code generators.

              -o, --output=<plugin>[:<dir>]  Run capnpc-<plugin> (or the program at a path with '/'), in <dir>, with the
                                             request on its standard input. '-o-' writes the request to standard output.
                                             May be given several times.
              -I, --import-path=<dir>        Look for absolute imports in <dir>. May be given several times.
                  --no-standard-import       Do not look in /usr/local/include, /usr/include, and the bundled schemas.
                  --src-prefix=<prefix>      Cut <prefix> from the names of sources below it.
                  --help                     Print this.

            id prints a new random ID for a file or type.
            """;

    private final Path directory;
    private final OutputStream out;
    private final PrintStream err;

    private final List<SourceRoot> importPath = new ArrayList<>();
    private final List<Path> sourcePrefixes = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private boolean standardImports = true;

    private record Output(String plugin, @Nullable Path directory) {}

    /** A mistake on the command line. */
    private static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    private Main(Path directory, OutputStream out, PrintStream err) {
        this.directory = directory;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command and ends the process.
     *
     * @param args the arguments
     */
    @SuppressWarnings("SystemExitOutsideMain") // this is main
    public static void main(String[] args) {
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
        System.exit(run(args, Path.of(""), out, System.err));
    }

    /**
     * Runs the command.
     *
     * @param args the arguments
     * @param directory what relative paths are relative to
     * @param out standard output; flushed, not closed
     * @param err where messages go
     * @return the exit status
     */
    public static int run(String[] args, Path directory, OutputStream out, PrintStream err) {
        try {
            int status = new Main(directory, out, err).run(new ArrayDeque<>(List.of(args)));
            out.flush();
            return status;
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.println("Try --help.");
            return 2;
        } catch (IOException e) {
            err.println("Cannot write the request: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private int run(Deque<String> args) throws UsageException, IOException, InterruptedException {
        String command = args.isEmpty() ? "--help" : args.remove();
        switch (command) {
            case "id" -> {
                print(String.format("@0x%016x%n", new SecureRandom().nextLong() | Long.MIN_VALUE));
                return 0;
            }
            case "help", "--help", "-h" -> {
                print(USAGE);
                return 0;
            }
            case "compile" -> {
                return compile(args);
            }
            default -> throw new UsageException("Unknown command: " + command);
        }
    }

    private void print(String text) throws IOException {
        out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    // ------------------------------------------------------------------ compile

    private int compile(Deque<String> args) throws UsageException, IOException, InterruptedException {
        while (!args.isEmpty()) {
            String arg = args.remove();
            if (arg.equals("--")) {
                sources.addAll(args);
                args.clear();
            } else if (arg.equals("--help")) {
                print(USAGE);
                return 0;
            } else if (arg.startsWith("--")) {
                longOption(arg, args);
            } else if (arg.startsWith("-") && arg.length() > 1) {
                shortOption(arg, args);
            } else {
                sources.add(arg);
            }
        }
        if (sources.isEmpty()) {
            throw new UsageException("No sources are given.");
        }
        if (outputs.isEmpty()) {
            throw new UsageException("No output is given; -o- writes the request to standard output.");
        }
        CompileRequest.Builder request = CompileRequest.builder().bundledSchemas(standardImports);
        importPath.forEach(request::importFrom);
        if (standardImports) {
            for (String standard : List.of("/usr/local/include", "/usr/include")) {
                if (Files.isDirectory(Path.of(standard))) {
                    request.importFrom(SourceRoot.folder(Path.of(standard)));
                }
            }
        }
        for (String source : sources) {
            addSource(request, source);
        }
        CompileResult result = SchemaCompiler.compile(request.build());
        result.diagnostics().forEach(err::println);
        if (result.model().isEmpty()) {
            return 1;
        }
        return write(CodeGeneratorRequest.encode(result.model().get()));
    }

    private void longOption(String arg, Deque<String> args) throws UsageException {
        int equals = arg.indexOf('=');
        String name = equals < 0 ? arg : arg.substring(0, equals);
        switch (name) {
            case "--no-standard-import" -> standardImports = false;
            case "--verbose" -> {
                // The reference tool prints more about its own failures then; there is nothing to add here.
            }
            case "--import-path" -> addImportPath(value(name, equals < 0 ? null : arg.substring(equals + 1), args));
            case "--src-prefix" -> addPrefix(value(name, equals < 0 ? null : arg.substring(equals + 1), args));
            case "--output" -> addOutput(value(name, equals < 0 ? null : arg.substring(equals + 1), args));
            default -> throw new UsageException("Unknown option: " + name);
        }
    }

    private void shortOption(String arg, Deque<String> args) throws UsageException {
        String attached = arg.length() > 2 ? arg.substring(2) : null;
        switch (arg.charAt(1)) {
            case 'I' -> addImportPath(value("-I", attached, args));
            case 'o' -> addOutput(value("-o", attached, args));
            default -> throw new UsageException("Unknown option: " + arg);
        }
    }

    private static String value(String option, @Nullable String attached, Deque<String> args) throws UsageException {
        if (attached != null) {
            return attached;
        }
        String next = args.poll();
        if (next == null) {
            throw new UsageException("Missing value of " + option + ".");
        }
        return next;
    }

    private void addImportPath(String value) throws UsageException {
        Path folder = directory.resolve(value);
        if (!Files.isDirectory(folder)) {
            throw new UsageException(value + ": no such directory");
        }
        importPath.add(SourceRoot.folder(folder, prefix(value)));
    }

    private void addPrefix(String value) throws UsageException {
        Path folder = directory.resolve(value);
        if (!Files.isDirectory(folder)) {
            throw new UsageException(value + ": no such directory");
        }
        sourcePrefixes.add(folder.toAbsolutePath().normalize());
    }

    private static String prefix(String value) {
        return value.endsWith("/") ? value : value + "/";
    }

    private void addOutput(String value) throws UsageException {
        int colon = value.indexOf(':');
        // C:\tool is a path, not a plugin called C.
        if (colon == 1 && value.length() > 2 && (value.charAt(2) == '/' || value.charAt(2) == '\\')) {
            int second = value.indexOf(':', 2);
            colon = second >= 0 ? second : File.separatorChar == '\\' ? -1 : colon;
        }
        if (colon < 0) {
            outputs.add(new Output(value, null));
            return;
        }
        Path folder = directory.resolve(value.substring(colon + 1));
        if (!Files.isDirectory(folder)) {
            throw new UsageException(value + ": the output location is not a directory");
        }
        outputs.add(new Output(value.substring(0, colon), folder));
    }

    /** The tree that a source belongs to: the longest prefix given, else the working directory, else everything. */
    private void addSource(CompileRequest.Builder request, String source) throws UsageException {
        Path file = directory.resolve(source).toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new UsageException(source + ": no such file");
        }
        Path best = null;
        for (Path prefix : sourcePrefixes) {
            if (file.startsWith(prefix) && (best == null || prefix.getNameCount() > best.getNameCount())) {
                best = prefix;
            }
        }
        Path here = directory.toAbsolutePath().normalize();
        Path root = best != null ? best : file.startsWith(here) ? here : file.getRoot();
        String display = "";
        if (best != null && best.startsWith(here)) {
            String relative = here.relativize(best).toString().replace(File.separatorChar, '/');
            display = relative.isEmpty() ? "" : relative + "/";
        } else if (!root.equals(here)) {
            display = prefix(root.toString());
        }
        request.source(
                SourceRoot.folder(root, display),
                root.relativize(file).toString().replace(File.separatorChar, '/'));
    }

    // ------------------------------------------------------------------ outputs

    private int write(StructObject request) throws IOException, InterruptedException {
        int status = 0;
        for (Output output : outputs) {
            if (output.plugin.equals("-")) {
                MessageWriter.write(request, out);
                continue;
            }
            String program = output.plugin.contains("/") || output.plugin.contains(File.separator)
                    ? directory.resolve(output.plugin).toAbsolutePath().toString()
                    : "capnpc-" + output.plugin;
            out.flush();
            ProcessBuilder builder = new ProcessBuilder(program);
            Path folder = output.directory != null ? output.directory : directory;
            builder.directory(folder.toAbsolutePath().toFile());
            // Plugins on the reference's library warn if this is another folder than they are in.
            builder.environment().put("PWD", folder.toAbsolutePath().normalize().toString());
            builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
            builder.redirectError(ProcessBuilder.Redirect.INHERIT);
            Process process;
            try {
                process = builder.start();
            } catch (IOException e) {
                err.println(output.plugin + ": no such plugin (executable should be '" + program + "')");
                status = 1;
                continue;
            }
            try (OutputStream stream = new BufferedOutputStream(process.getOutputStream())) {
                MessageWriter.write(request, stream);
            } catch (IOException e) {
                // The plugin ended before it had read everything; its exit status tells.
            }
            int exit = process.waitFor();
            if (exit != 0) {
                err.println(output.plugin + ": plugin failed: exit code " + exit);
                status = 1;
            }
        }
        return status;
    }
}
