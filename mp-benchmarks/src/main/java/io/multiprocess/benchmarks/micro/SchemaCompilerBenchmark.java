package io.multiprocess.benchmarks.micro;

import io.multiprocess.codegen.compiler.CompileRequest;
import io.multiprocess.codegen.compiler.CompileResult;
import io.multiprocess.codegen.compiler.SchemaCompiler;
import io.multiprocess.codegen.message.MessageWriter;
import io.multiprocess.codegen.request.CodeGeneratorRequest;
import io.multiprocess.codegen.source.SourceRoot;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Ten schema files of 500 lines each that import each other: from the files to the bytes of the code generator request. Beside
 * it the reference compiler as the program that it is, where it is installed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SchemaCompilerBenchmark {

    private static final int FILES = 10;
    private static final int LINES = 500;

    private final List<String> names = new ArrayList<>();
    private Path folder = Path.of("");

    /**
     * Writes the schemas.
     *
     * @throws IOException if that fails
     */
    @Setup
    public void write() throws IOException {
        folder = Files.createTempDirectory("schemas");
        for (int i = 0; i < FILES; i++) {
            String name = "file" + i + ".capnp";
            names.add(name);
            Files.writeString(folder.resolve(name), schema(i));
        }
    }

    /**
     * Removes the schemas.
     *
     * @throws IOException if that fails
     */
    @TearDown
    public void remove() throws IOException {
        for (String name : names) {
            Files.delete(folder.resolve(name));
        }
        Files.delete(folder);
    }

    private static String schema(int file) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format("@0xb1a0f0c1b2e3b%03x;", file));
        lines.add(String.format("using Next = import \"file%d.capnp\";", (file + 1) % FILES));
        for (int i = 0; lines.size() < LINES; i++) {
            lines.add("struct Account" + i + " {");
            lines.add("  # An account of somebody.");
            lines.add("  id @0 :UInt64;");
            lines.add("  name @1 :Text = \"nobody\";");
            lines.add("  balance @2 :Int64 = -5;");
            lines.add("  open @3 :Bool = true;");
            lines.add("  history @4 :List(Entry);");
            lines.add("  struct Entry {");
            lines.add("    amount @0 :Int64;");
            lines.add("    other @1 :Next.Account" + i + ";");
            lines.add("    tags @2 :List(Text) = [\"a\", \"b\"];");
            lines.add("  }");
            lines.add("  union {");
            lines.add("    person :group { first @5 :Text; last @6 :Text; age @7 :UInt8; }");
            lines.add("    company @8 :Text;");
            lines.add("    none @9 :Void;");
            lines.add("  }");
            lines.add("  color @10 :Color" + i + " = green;");
            lines.add("}");
            lines.add("enum Color" + i + " { red @0; green @1; blue @2; }");
            lines.add("interface Bank" + i + " {");
            lines.add("  open @0 (name :Text, initial :Int64 = 100) -> (account :Account" + i + ");");
            lines.add("  list @1 (filter :Text) -> (accounts :List(Account" + i + "), more :Bank" + i + ");");
            lines.add("  close @2 (id :UInt64) -> ();");
            lines.add("}");
        }
        return String.join("\n", lines) + "\n";
    }

    /**
     * This project's compiler, warm.
     *
     * @return the request's bytes
     */
    @Benchmark
    public byte[] compile5000Lines() {
        CompileRequest.Builder request = CompileRequest.builder();
        SourceRoot root = SourceRoot.folder(folder);
        names.forEach(name -> request.source(root, name));
        CompileResult result = SchemaCompiler.compile(request.build());
        return MessageWriter.segment(CodeGeneratorRequest.encode(result.model()
                .orElseThrow(
                        () -> new IllegalStateException(result.diagnostics().toString()))));
    }

    /**
     * The reference compiler, start of its process included.
     *
     * @return its exit status
     * @throws IOException if it is not installed
     * @throws InterruptedException if this thread is interrupted
     */
    @Benchmark
    public int compile5000LinesWithCapnp() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("capnp", "compile", "-o-"));
        command.addAll(names);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")));
        return builder.start().waitFor();
    }
}
