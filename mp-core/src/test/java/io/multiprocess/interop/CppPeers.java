package io.multiprocess.interop;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Builds the C++ peers with the system's {@code capnp}, {@code g++} and {@code libcapnp-dev}. What was built is kept in {@code
 * target/cpp} until a source changes.
 *
 * <p><em>Thread-safe.</em>
 */
final class CppPeers {

    private static final Path SOURCES = Path.of("src", "test", "cpp");
    private static final Path SCHEMAS = Path.of("src", "test", "capnp");
    private static final Path BUNDLED = Path.of("..", "mp-codegen-maven-plugin", "src", "main", "resources");
    private static final Path BUILD = Path.of("target", "cpp");

    private static Optional<String> obstacle = Optional.empty();
    private static boolean built;

    private CppPeers() {}

    /** The program that serves and runs scenarios of {@code interop.capnp}; skips the test if it cannot be built. */
    static Path interopPeer() {
        return program("interop_peer");
    }

    /** The program that speaks the protocol of libmultiprocess's threads; skips the test if it cannot be built. */
    static Path threadsPeer() {
        return program("threads_peer");
    }

    private static synchronized Path program(String name) {
        if (!built) {
            obstacle = missingTool();
            if (obstacle.isEmpty()) {
                build();
            }
            built = true;
        }
        if (obstacle.isPresent()) {
            if (Boolean.getBoolean("interop.required")) {
                throw new AssertionError(obstacle.get());
            }
            Assumptions.abort(obstacle.get());
        }
        return BUILD.resolve(name).toAbsolutePath();
    }

    private static Optional<String> missingTool() {
        if (!runs("capnp", "--version")) {
            return Optional.of("the capnp tool is missing (Debian: capnproto)");
        }
        if (!runs("g++", "--version")) {
            return Optional.of("g++ is missing");
        }
        if (!Files.exists(Path.of("/usr/include/capnp/rpc-twoparty.h"))) {
            return Optional.of("the headers of the C++ library are missing (Debian: libcapnp-dev)");
        }
        return Optional.empty();
    }

    private static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void build() {
        try {
            String inputs = digestOfInputs();
            Path stamp = BUILD.resolve("inputs.sha256");
            if (Files.exists(stamp) && Files.readString(stamp).equals(inputs)) {
                return;
            }
            Path generated = BUILD.resolve("generated");
            Files.createDirectories(generated);
            generate(generated, SCHEMAS, "interop.capnp", "threads.capnp");
            generate(generated, BUNDLED, "capnp/java.capnp", "mp/proxy.capnp");
            link("interop_peer", List.of("main.cpp", "server.cpp", "scenarios.cpp"), List.of("interop.capnp.c++"));
            link("threads_peer", List.of("threads_peer.cpp"), List.of("threads.capnp.c++", "mp/proxy.capnp.c++"));
            Files.writeString(stamp, inputs);
        } catch (IOException e) {
            throw new AssertionError("the C++ peers could not be built", e);
        }
    }

    private static void generate(Path target, Path folder, String... schemas) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("capnp", "compile", "--import-path=" + BUNDLED, "--src-prefix=" + folder, "-oc++:" + target));
        for (String schema : schemas) {
            command.add(folder.resolve(schema).toString());
        }
        run(command);
    }

    private static void link(String program, List<String> sources, List<String> generated) throws IOException {
        // Written under another name, so that a broken build leaves no program behind.
        Path written = BUILD.resolve(program + ".new");
        List<String> command = new ArrayList<>(List.of(
                "g++", "-std=c++17", "-O1", "-I", BUILD.resolve("generated").toString(), "-o", written.toString()));
        sources.forEach(source -> command.add(SOURCES.resolve(source).toString()));
        generated.forEach(
                source -> command.add(BUILD.resolve("generated").resolve(source).toString()));
        command.addAll(List.of("-lcapnp-rpc", "-lcapnp", "-lkj-async", "-lkj", "-pthread"));
        run(command);
        Files.move(written, BUILD.resolve(program), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void run(List<String> command) throws IOException {
        Path log = BUILD.resolve("build.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("took too long: " + String.join(" ", command));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new AssertionError("interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + "\n" + Files.readString(log));
        }
    }

    private static String digestOfInputs() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Path> inputs = new ArrayList<>(List.of(
                    SCHEMAS.resolve("interop.capnp"),
                    SCHEMAS.resolve("threads.capnp"),
                    BUNDLED.resolve("capnp/java.capnp"),
                    BUNDLED.resolve("mp/proxy.capnp")));
            try (var files = Files.walk(SOURCES)) {
                inputs.addAll(files.filter(Files::isRegularFile).sorted().toList());
            }
            for (Path input : inputs) {
                digest.update(input.toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(input));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
