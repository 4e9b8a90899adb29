package io.multiprocess.spring.aot;

import io.multiprocess.spring.MpAdvice;
import io.multiprocess.spring.MpClient;
import io.multiprocess.spring.MpExceptionHandler;
import io.multiprocess.spring.MpService;
import io.multiprocess.spring.boot.MultiprocessAutoConfiguration;
import io.multiprocess.spring.boot.MultiprocessClientAutoConfiguration;
import io.multiprocess.spring.boot.MultiprocessServerAutoConfiguration;
import io.multiprocess.spring.index.ProxyIndex;
import io.multiprocess.spring.sample.Greeter;
import io.multiprocess.spring.sample.GreeterProxyClient;
import io.multiprocess.spring.sample.PoliteGreeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.FileSystemGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

import javax.tools.ToolProvider;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Processes an application ahead of time, compiles what comes out, and runs it. */
@SuppressWarnings("NullAway")
class AheadOfTimeTest {

    @TempDir
    Path folder;

    @Test
    void anApplicationRunsFromItsGeneratedBeanDefinitions() throws Exception {
        String address = "unix:" + folder.resolve("aot.sock");
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get("acme", "Application")),
                new FileSystemGeneratedFiles(folder.resolve("generated")));
        ClassName initializer;
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.register(Application.class);
            TestPropertyValues.of(properties(address)).applyTo(context);
            initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        generation.writeGeneratedContent();

        assertThat(RuntimeHintsPredicates.resource().forResource(ProxyIndex.LOCATION))
                .accepts(generation.getRuntimeHints());
        assertThat(RuntimeHintsPredicates.reflection().onType(GreeterProxyClient.class))
                .accepts(generation.getRuntimeHints());
        assertThat(RuntimeHintsPredicates.reflection()
                        .onMethodInvocation(Errors.class.getDeclaredMethod("late", IllegalStateException.class)))
                .accepts(generation.getRuntimeHints());

        // In a process of its own: generated classes go into the packages of what they make.
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        compile() + File.pathSeparator + System.getProperty("java.class.path"),
                        Main.class.getName(),
                        initializer.reflectionName(),
                        address)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).endsWith("GreeterProxyClient says Hello, Ada\n");
        assertThat(process.waitFor()).isZero();
    }

    private Path compile() throws IOException {
        List<String> arguments = new ArrayList<>();
        Path classes = Files.createDirectories(folder.resolve("classes"));
        arguments.addAll(List.of(
                "-proc:none", "-nowarn", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(folder.resolve("generated"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        return classes;
    }

    /** Runs the application from what was generated for it. */
    static final class Main {

        private Main() {}

        @SuppressWarnings("unchecked")
        public static void main(String[] args) throws Exception {
            ApplicationContextInitializer<GenericApplicationContext> generated =
                    (ApplicationContextInitializer<GenericApplicationContext>) Class.forName(args[0])
                            .asSubclass(ApplicationContextInitializer.class)
                            .getDeclaredConstructor()
                            .newInstance();
            try (GenericApplicationContext context = new GenericApplicationContext()) {
                TestPropertyValues.of(properties(args[1])).applyTo(context);
                generated.initialize(context);
                context.refresh();
                Greeter greeter = context.getBean(User.class).greeter();
                System.out.print(greeter.getClass().getSimpleName() + " says " + greeter.greet("Ada") + "\n");
            }
        }
    }

    private static Map<String, String> properties(String address) {
        return Map.of(
                "multiprocess.server.address", address, "multiprocess.client.connection.default.address", address);
    }

    record User(Greeter greeter) {}

    @MpAdvice
    static class Errors {

        @MpExceptionHandler
        String late(IllegalStateException failure) {
            return "late";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        MultiprocessAutoConfiguration.class,
        MultiprocessClientAutoConfiguration.class,
        MultiprocessServerAutoConfiguration.class
    })
    @Import(Errors.class)
    static class Application {

        @Bean
        @MpService
        Greeter local() {
            return new PoliteGreeter("Hello");
        }

        @Bean
        User user(@MpClient("default") Greeter remote) {
            return new User(remote);
        }
    }
}
