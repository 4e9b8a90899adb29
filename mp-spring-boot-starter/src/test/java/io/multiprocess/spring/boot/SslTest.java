package io.multiprocess.spring.boot;

import io.multiprocess.Address;
import io.multiprocess.spring.client.MpConnections;
import io.multiprocess.spring.sample.Greeter;
import io.multiprocess.spring.security.DefaultPeerAuthenticationConverter;
import io.multiprocess.spring.server.MpServer;
import io.multiprocess.vat.VatConnection;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.Authentication;

import java.io.File;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** TLS by SSL bundles: two applications over TCP, and what is said when the configuration is wrong. */
@Timeout(300)
@SuppressWarnings("NullAway")
class SslTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String DEFAULT = "multiprocess.client.connection.default.";

    @TempDir
    static Path folder;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class,
                    MultiprocessAutoConfiguration.class,
                    MultiprocessClientAutoConfiguration.class,
                    MultiprocessServerAutoConfiguration.class))
            .withPropertyValues(bundle("server"))
            .withPropertyValues(bundle("renewed"))
            .withPropertyValues(bundle("alice"))
            .withPropertyValues(trust("nobody"));

    @BeforeAll
    static void makeCertificates() throws Exception {
        keytool("authority", "CN=authority", "-ext", "bc:c");
        keytool("server", "CN=localhost", "-ext", "san=dns:localhost", "-signer", "authority");
        keytool("renewed", "CN=localhost,OU=renewed", "-ext", "san=dns:localhost", "-signer", "authority");
        keytool("alice", "CN=alice,OU=people", "-signer", "authority");
        KeyStore all = KeyStore.getInstance(folder.resolve("all.p12").toFile(), PASSWORD);
        for (String alias : List.of("server", "renewed", "alice")) {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
            try (OutputStream out = Files.newOutputStream(folder.resolve(alias + ".p12"))) {
                own.store(out, PASSWORD);
            }
        }
    }

    private static void keytool(String alias, String name, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "keytool",
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                folder.resolve("all.p12").toString(),
                "-storepass",
                "changeit",
                "-alias",
                alias,
                "-dname",
                name));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    /** A bundle with a key. All four certificates are trusted. */
    private static String[] bundle(String alias) {
        String prefix = "spring.ssl.bundle.jks." + alias + ".";
        List<String> properties = new ArrayList<>(List.of(trust(alias)));
        properties.add(prefix + "keystore.location=file:" + folder.resolve(alias + ".p12"));
        properties.add(prefix + "keystore.password=changeit");
        properties.add(prefix + "keystore.type=PKCS12");
        return properties.toArray(String[]::new);
    }

    /** A bundle without a key. */
    private static String[] trust(String name) {
        String prefix = "spring.ssl.bundle.jks." + name + ".truststore.";
        return new String[] {
            prefix + "location=file:" + folder.resolve("all.p12"), prefix + "password=changeit", prefix + "type=PKCS12"
        };
    }

    private ApplicationContextRunner server() {
        return runner.withUserConfiguration(SocketRunner.GreeterService.class)
                .withPropertyValues(
                        "multiprocess.server.address=tcp:localhost:0",
                        "multiprocess.server.ssl.bundle=server",
                        "multiprocess.server.ssl.client-auth=need");
    }

    private ApplicationContextRunner client(ApplicationContext server) {
        Address address = server.getBean(MpServer.class).addresses().get(0);
        return runner.withPropertyValues(DEFAULT + "address=" + address);
    }

    private static Greeter remote(ApplicationContext context) {
        return (Greeter) context.getBean("mpClient.default." + Greeter.class.getName());
    }

    private static VatConnection connection(ApplicationContext context) {
        return context.getBean(MpConnections.class).get("default").current();
    }

    @Test
    @Covers({"multiprocess.server.ssl.bundle", ".ssl.bundle"})
    void applicationsWithCertificatesTalk() {
        server().run(server -> client(server)
                .withPropertyValues(DEFAULT + "ssl.bundle=alice")
                .run(client -> {
                    assertThat(remote(client).greet("Ada")).isEqualTo("Hello, Ada");
                    assertThat(connection(client).peer().principal()).hasToString("CN=localhost");
                    VatConnection accepted = server.getBean(MpServer.class)
                            .connections()
                            .iterator()
                            .next();
                    Authentication alice = new DefaultPeerAuthenticationConverter().convert(accepted.peer());
                    assertThat(alice.getName()).isEqualTo("alice");
                    assertThat(alice.isAuthenticated()).isTrue();
                    assertThat(alice.getAuthorities())
                            .extracting(Object::toString)
                            .containsExactly("ROLE_PEER");
                }));
    }

    @Test
    void anApplicationWithoutACertificateIsSentAway() {
        server().run(server -> client(server)
                .withPropertyValues(DEFAULT + "ssl.bundle=nobody")
                .run(client -> {
                    assertThatThrownBy(() -> remote(client).greet("Ada")).isInstanceOf(RuntimeException.class);
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(client.getBean(MpConnections.class)
                                            .get("default")
                                            .lastError())
                                    .hasMessageContaining("the peer wants a certificate"));
                    assertThat(server.getBean(MpServer.class).connections()).isEmpty();
                }));
    }

    @Test
    @Covers("multiprocess.server.ssl.client-auth")
    void aWantedCertificateMayBeMissing() {
        server().withPropertyValues("multiprocess.server.ssl.client-auth=want")
                .run(server -> client(server)
                        .withPropertyValues(DEFAULT + "ssl.bundle=nobody")
                        .run(client -> assertThat(remote(client).greet("Ada")).isEqualTo("Hello, Ada")));
    }

    @Test
    void newConnectionsUseTheUpdatedBundle() {
        server().run(server -> {
            client(server).withPropertyValues(DEFAULT + "ssl.bundle=alice").run(client -> {
                assertThat(remote(client).greet("Ada")).isEqualTo("Hello, Ada");
                assertThat(connection(client).peer().principal()).hasToString("CN=localhost");
                server.getBean(SslBundleRegistry.class)
                        .updateBundle("server", server.getBean(SslBundles.class).getBundle("renewed"));
                assertThat(remote(client).greet("Bob")).isEqualTo("Hello, Bob");
            });
            client(server).withPropertyValues(DEFAULT + "ssl.bundle=alice").run(client -> {
                assertThat(remote(client).greet("Ada")).isEqualTo("Hello, Ada");
                assertThat(connection(client).peer().principal().toString()).contains("OU=renewed");
            });
        });
    }

    @Test
    void pathsBesideTcpAddressesAreServedWithoutTls() {
        String path = "unix:" + folder.resolve("beside.sock");
        server().withPropertyValues("multiprocess.server.address=tcp:localhost:0," + path)
                .run(server -> runner.withPropertyValues(DEFAULT + "address=" + path)
                        .run(client -> assertThat(remote(client).greet("Ada")).isEqualTo("Hello, Ada")));
    }

    @Test
    void testsWithinTheProcessNeedNoCertificates() {
        server().withPropertyValues(
                        InProcessTransport.PROPERTY + "=ssl-test",
                        "multiprocess.server.ssl.bundle=missing",
                        DEFAULT + "address=tcp:elsewhere:1",
                        DEFAULT + "ssl.bundle=missing")
                .run(context -> assertThat(remote(context).greet("Ada")).isEqualTo("Hello, Ada"));
    }

    @Test
    @Covers({"multiprocess.server.ssl.enabled", ".ssl.enabled"})
    void tlsCanBeSwitchedOffWithTheBundleStillNamed() {
        server().withPropertyValues("multiprocess.server.ssl.enabled=false")
                .run(server -> client(server)
                        .withPropertyValues(DEFAULT + "ssl.bundle=alice", DEFAULT + "ssl.enabled=false")
                        .run(client -> assertThat(remote(client).greet("Ada")).isEqualTo("Hello, Ada")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            server.ssl.bundle=missing                                        | server.ssl.bundle                    | There is no SSL bundle of this name, only [
            server.ssl.enabled=true;server.ssl.bundle=                       | server.ssl.enabled                   | TLS needs an SSL bundle: set 'multiprocess.server.ssl.bundle'
            server.address=unix:/nowhere.sock;server.ssl.bundle=server       | server.ssl.bundle                    | TLS is for 'tcp:' addresses, and the server has none: [unix:/nowhere.sock]
            server.ssl.bundle=broken                                         | server.ssl.bundle                    | The SSL bundle cannot be used
            client.connection.default.ssl.bundle=missing                     | client.connection.default.ssl.bundle | There is no SSL bundle of this name, only [
            client.connection.default.ssl.enabled=true                       | client.connection.default.ssl.enabled | TLS needs an SSL bundle: set 'multiprocess.client.connection.default.ssl.bundle'
            client.connection.default.address=unix:/nowhere.sock;client.connection.default.ssl.bundle=alice | client.connection.default.address | TLS is for 'tcp:' addresses only
            client.connection.default.address=;client.connection.default.command=sleep;client.connection.default.ssl.bundle=alice | client.connection.default.ssl.bundle | not for a command
            """)
    void aWrongConfigurationNamesTheProperty(String settings, String property, String text) {
        ApplicationContextRunner changed = server().withPropertyValues(
                        DEFAULT + "address=tcp:localhost:1",
                        "spring.ssl.bundle.jks.broken.keystore.location=file:" + folder.resolve("all.p12"),
                        "spring.ssl.bundle.jks.broken.keystore.password=wrong",
                        "spring.ssl.bundle.jks.broken.keystore.type=PKCS12");
        for (String setting : settings.split(";")) {
            changed = changed.withPropertyValues("multiprocess." + setting);
        }
        assertThat(StartFailure.of(changed))
                .contains("multiprocess." + property)
                .contains(text);
    }
}
