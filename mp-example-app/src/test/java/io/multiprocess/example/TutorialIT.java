package io.multiprocess.example;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Follows docs/tutorial.md as a newcomer would; run by the profile {@code tutorial}. */
@Timeout(1800)
@SuppressWarnings("NullAway")
class TutorialIT {

    private static final Duration STEP = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private Path socket;
    private Path project;
    private Tutorial tutorial;

    @BeforeEach
    void makeProject() throws IOException {
        socket = folder.resolve("greetings.sock");
        project = Files.createDirectories(folder.resolve("greetings/.mvn")).getParent();
        tutorial = Tutorial.read(Path.of("../docs/tutorial.md"), socket);
        Path settings = Files.writeString(folder.resolve("settings.xml"), settings());
        Files.write(
                project.resolve(".mvn/maven.config"),
                List.of(
                        "-B",
                        "-ntp",
                        // The reader's own settings, a proxy say, apply as well.
                        "-gs",
                        settings.toString(),
                        "-Dmaven.repo.local=" + System.getProperty("tutorial.repository")));
    }

    /** What the build has downloaded already is taken from its local repository; of ours, that is never installed there. */
    private static String settings() {
        String repository = "<id>downloaded</id><url>%s</url>"
                .formatted(Path.of(System.getProperty("tutorial.cache")).toUri());
        return """
                <settings>
                  <profiles>
                    <profile>
                      <id>downloaded</id>
                      <repositories><repository>%s</repository></repositories>
                      <pluginRepositories><pluginRepository>%s</pluginRepository></pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>downloaded</activeProfile></activeProfiles>
                </settings>
                """.formatted(repository, repository);
    }

    @Test
    void leadsToTwoTalkingApplications() throws Exception {
        assertThat(tutorial.files())
                .extracting(Tutorial.SourceFile::name)
                .containsExactly(
                        "pom.xml",
                        "src/main/java/com/example/greetings/Greeter.java",
                        "src/main/capnp/greeter.capnp",
                        "src/main/java/com/example/greetings/server/GreetingServer.java",
                        "src/main/java/com/example/greetings/client/GreetingClient.java");
        assertThat(tutorial.commands()).hasSize(3);
        tutorial.write(project);

        assertThat(run(tutorial.commands().get(0)).status()).isZero();

        Process server = start(tutorial.commands().get(1), folder.resolve("server.txt"));
        try {
            await().atMost(STEP).until(() -> Files.exists(socket) || !server.isAlive());
            assertThat(server.isAlive())
                    .as(Files.readString(folder.resolve("server.txt")))
                    .isTrue();

            Outcome client = run(tutorial.commands().get(2));
            assertThat(client.output()).containsPattern("(?m)^Hello, Ada, from process \\d+$");
            assertThat(client.status()).isZero();
            assertThat(server.descendants().map(ProcessHandle::pid))
                    .contains(Long.valueOf(client.output().replaceAll("(?s).*from process (\\d+).*", "$1")));

            Interrupts.interrupt(server);
            assertThat(server.waitFor(STEP.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await().atMost(STEP).until(() -> Files.notExists(socket));
        } finally {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        }

        Outcome alone = run(tutorial.commands().get(2));
        assertThat(alone.status()).isNotZero();
        assertThat(alone.output()).contains("Nobody listens at unix:" + socket);
    }

    private record Outcome(int status, String output) {}

    private Outcome run(String command) throws Exception {
        Path output = folder.resolve("output.txt");
        Process process = start(command, output);
        try {
            assertThat(process.waitFor(STEP.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String command, Path output) throws IOException {
        assertThat(command).startsWith("mvn ");
        ProcessBuilder builder = new ProcessBuilder(Interrupts.command(List.of(
                        "sh", "-c", "exec " + command.replaceFirst("mvn", System.getProperty("tutorial.maven")))))
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // Of the build that runs this.
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        return builder.start();
    }
}
