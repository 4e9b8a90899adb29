package io.multiprocess.spring.index;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ByteArrayResource;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@SuppressWarnings("NullAway")
class ProxyIndexTest {

    private static final String CHAIN =
            "acme.Chain client=acme.ChainProxyClient server=acme.ChainProxyServer id=0xfedcba9876543210 construct=true"
                    + " destroy=false extends=0x1,0xff";

    @Test
    void readsAnInterfaceWithAllThatWasGeneratedForIt() throws IOException {
        ProxyIndex.Entry entry = read("# a comment\n\n" + CHAIN + "\n").find("acme.Chain");

        assertThat(entry).isNotNull();
        assertThat(entry.clientClass()).isEqualTo("acme.ChainProxyClient");
        assertThat(entry.serverClass()).isEqualTo("acme.ChainProxyServer");
        assertThat(entry.interfaceId()).isEqualTo(0xfedcba9876543210L);
        assertThat(entry.hasConstruct()).isTrue();
        assertThat(entry.hasDestroy()).isFalse();
        assertThat(entry.superclassIds()).containsExactly(1L, 255L);
        assertThat(entry.types()).isEmpty();
    }

    @Test
    void passesOverKeysOfANewerPlugin() throws IOException {
        assertThat(read(CHAIN + " colour=blue").entries()).hasSize(1);
    }

    @Test
    void namesFileAndLineOfWhatItCannotRead() {
        assertThatIllegalStateException()
                .isThrownBy(() -> read("\nacme.Chain client=a server=b id=12"))
                .withMessageContaining(":2: '12' is not an id");
        assertThatIllegalStateException()
                .isThrownBy(() -> read("acme.Chain client=a id=0x12"))
                .withMessageContaining(":1: 'server=' is missing");
    }

    @Test
    void theFirstJarOnTheClassPathWins(@TempDir Path first, @TempDir Path second) throws IOException {
        write(first, CHAIN);
        write(second, CHAIN.replace("ChainProxyClient", "OtherProxyClient") + "\nacme.Vault client=a server=b id=0x1");

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {first.toUri().toURL(), second.toUri().toURL()}, null)) {
            ProxyIndex index = ProxyIndex.load(loader);

            assertThat(index.entries())
                    .extracting(ProxyIndex.Entry::javaInterface)
                    .containsExactly("acme.Chain", "acme.Vault");
            assertThat(index.find("acme.Chain").clientClass()).isEqualTo("acme.ChainProxyClient");
        }
    }

    private static ProxyIndex read(String text) throws IOException {
        return ProxyIndex.read(new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8), "an index"));
    }

    private static void write(Path folder, String text) throws IOException {
        Path file = folder.resolve(ProxyIndex.LOCATION);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
