package io.multiprocess.transport;

import org.jspecify.annotations.Nullable;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keys and certificates, made with the JDK's {@code keytool} when first needed and kept in memory. Thread-safe. */
public final class TestCertificates {
    /** A certificate for {@code localhost} and {@code 127.0.0.1}. */
    public static final String LOCALHOST = "localhost";
    /** Another one, issued later. */
    public static final String RENEWED = "renewed";
    /** A certificate for another host. */
    public static final String ELSEWHERE = "elsewhere";
    /** A certificate for {@code localhost} whose time is over. */
    public static final String EXPIRED = "expired";
    /** A client's certificate, for {@code CN=alice}. */
    public static final String ALICE = "alice";
    /** A certificate for {@code localhost} that nobody has issued. */
    public static final String STRANGER = "stranger";

    private static final String AUTHORITY = "authority";
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static final KeyStore ALL = make();

    private TestCertificates() {}

    /**
     * A context that trusts the authority.
     *
     * @param identity whose key it has; null for none
     */
    public static SSLContext context(@Nullable String identity) {
        return context(identity, AUTHORITY);
    }

    /** A context that trusts nobody but {@link #STRANGER}. */
    public static SSLContext contextOfStranger() {
        return context(STRANGER, STRANGER);
    }

    /** A server's options, with a certificate for {@code localhost}, which demand a certificate of every client. */
    public static TlsOptions mutual() {
        SSLContext context = context(LOCALHOST);
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setNeedClientAuth(true);
        return new TlsOptions(context, parameters);
    }

    /** Options that allow one protocol only. */
    public static TlsOptions only(String protocol, TlsOptions options) {
        options.parameters().setProtocols(new String[] {protocol});
        return options;
    }

    private static SSLContext context(@Nullable String identity, String trusted) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore own = empty();
            if (identity != null) {
                Key key = ALL.getKey(identity, PASSWORD);
                own.setKeyEntry(identity, key, PASSWORD, ALL.getCertificateChain(identity));
            }
            keys.init(own, PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            KeyStore authorities = empty();
            authorities.setCertificateEntry(trusted, ALL.getCertificate(trusted));
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyStore make() {
        try {
            Path folder = Files.createTempDirectory("mp-certificates-");
            Path file = folder.resolve("all.p12");
            try {
                String localhost = "san=dns:localhost,ip:127.0.0.1";
                generate(file, AUTHORITY, "-dname", "CN=authority", "-ext", "bc:c");
                generate(file, LOCALHOST, "-dname", "CN=localhost", "-ext", localhost, "-signer", AUTHORITY);
                generate(file, RENEWED, "-dname", "CN=localhost,OU=renewed", "-ext", localhost, "-signer", AUTHORITY);
                generate(
                        file,
                        ELSEWHERE,
                        "-dname",
                        "CN=elsewhere.example.com",
                        "-ext",
                        "san=dns:elsewhere.example.com",
                        "-signer",
                        AUTHORITY);
                generate(
                        file,
                        EXPIRED,
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        localhost,
                        "-signer",
                        AUTHORITY,
                        "-startdate",
                        "-20d",
                        "-validity",
                        "10");
                generate(file, ALICE, "-dname", "CN=alice", "-signer", AUTHORITY);
                generate(file, STRANGER, "-dname", "CN=localhost", "-ext", localhost);
                KeyStore store = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(file)) {
                    store.load(in, PASSWORD);
                }
                return store;
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no certificates can be made", e);
        }
    }

    private static void generate(Path file, String alias, String... more) throws IOException {
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
                file.toString(),
                "-storepass",
                new String(PASSWORD),
                "-alias",
                alias));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output;
        try (InputStream in = keytool.getInputStream()) {
            output = new String(in.readAllBytes(), java.nio.charset.Charset.defaultCharset());
        }
        try {
            if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool failed for " + alias + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
