package io.multiprocess.spring.boot;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.multiprocess.spring.observation.MpMeterBinder;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds docs/spring-boot.md to what the code says; {@code -Dgolden.update=true} rewrites it. */
class SpringBootDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "spring-boot.md");
    private static final String BEGIN =
            "<!-- properties: from the configuration metadata, rewrite with -Dgolden.update=true -->\n";
    private static final String END = "<!-- end of properties -->\n";

    @Test
    void everyPropertyIsDescribed() throws IOException {
        assertThat(ConfigurationMetadata.properties())
                .allSatisfy(property -> assertThat(property.description())
                        .as(property.name())
                        .isNotBlank()
                        .endsWith("."));
    }

    @Test
    void thePropertiesInTheDocumentAreThoseOfTheMetadata() throws IOException {
        assertBlock(BEGIN, END, table());
    }

    @Test
    void theGaugesInTheDocumentAreThoseThatAreRegistered() throws IOException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new MpMeterBinder(Map.of("server", List::of)).bindTo(registry);
        StringBuilder text = new StringBuilder("\n| gauge | what it counts |\n|---|---|\n");
        registry.getMeters().stream()
                .map(Meter::getId)
                .sorted(Comparator.comparing(Meter.Id::getName))
                .forEach(id -> text.append("| `%s` | %s |\n".formatted(id.getName(), id.getDescription())));
        assertBlock(
                "<!-- gauges: from MpMeterBinder, rewrite with -Dgolden.update=true -->\n",
                "<!-- end of gauges -->\n",
                text.append('\n').toString());
    }

    /** Compares the text between two marks, or rewrites it. */
    private static void assertBlock(String beginMark, String endMark, String content) throws IOException {
        String text = Files.readString(DOCUMENT);
        int begin = text.indexOf(beginMark) + beginMark.length();
        int end = text.indexOf(endMark);
        assertThat(begin).isGreaterThan(beginMark.length());
        assertThat(end).isGreaterThanOrEqualTo(begin);
        String updated = text.substring(0, begin) + content + text.substring(end);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(DOCUMENT, updated);
        } else {
            assertThat(text).isEqualTo(updated);
        }
    }

    private static String table() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String prefix : List.of("multiprocess.server", "multiprocess.client", "management.health")) {
            text.append("\n### `").append(prefix).append("`\n\n| property | default | what it says |\n|---|---|---|\n");
            for (ConfigurationMetadata.Property property : ConfigurationMetadata.properties()) {
                if (property.name().startsWith(prefix + ".")) {
                    text.append("| `")
                            .append(property.name().replace("connection.default.", "connection.<name>."))
                            .append("` | ")
                            .append(property.defaultValue().isEmpty() ? "" : "`" + property.defaultValue() + "`")
                            .append(" | ")
                            .append(property.description().replace("|", "\\|"))
                            .append(" |\n");
                }
            }
        }
        return text.append('\n').toString();
    }
}
