package io.multiprocess.rpc;

import io.multiprocess.rpc.ProtocolClauses.Clause;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Holds the table of clauses to its word: every field of rpc.capnp is in it; the conversation named for a clause has the
 * message that the clause is about, and fails once the vat is deaf or dumb to that message. The table is printed into
 * {@code docs/protocol.md} ({@code -Dgolden.update=true} rewrites it).
 */
class ProtocolClausesTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "protocol.md");

    @TestFactory
    Stream<DynamicTest> conversationsProveTheirClauses() {
        return ProtocolClauses.ALL.stream()
                .filter(clause -> clause.script() != null)
                .map(clause -> DynamicTest.dynamicTest(clause.field() + ": " + clause.text(), () -> prove(clause)));
    }

    private static void prove(Clause clause) {
        String name = Objects.requireNonNull(clause.script());
        ProtocolScripts.Conversation conversation =
                Objects.requireNonNull(ProtocolScripts.ALL.get(name), "conversation " + name);
        Script script = new Script(0);
        conversation.hold(script);
        String message = (clause.says() ? "< " : "> ") + word(clause.message());
        assertThat(script.lines)
                .as("lines of " + name)
                .anyMatch(line -> line.equals(message) || line.startsWith(message + " "));
        Script without = new Script(1 << clause.message());
        try {
            conversation.hold(without);
        } catch (RuntimeException | AssertionError expected) {
            return;
        }
        fail(name + " passes without " + RpcSchema.messageName(clause.message()));
    }

    private static String word(int message) {
        String name = RpcSchema.messageName(message);
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    @Test
    void everyFieldOfTheSchemaHasAClause() throws IOException {
        Set<String> fields = new LinkedHashSet<>();
        ArrayDeque<String> structs = new ArrayDeque<>();
        Pattern struct = Pattern.compile("\\s*struct (\\w+) \\{");
        Pattern field = Pattern.compile("\\s*(\\w+) (@\\d+ )?:.*");
        for (String line : Files.readAllLines(Path.of("src", "test", "capnp", "rpc.capnp"))) {
            Matcher opened = struct.matcher(line);
            Matcher named = field.matcher(line);
            if (opened.matches()) {
                structs.push(opened.group(1));
            } else if (line.trim().equals("union {") || line.trim().startsWith("enum ")) {
                structs.push(structs.element());
            } else if (line.trim().equals("}")) {
                structs.pop();
            } else if (named.matches() && !structs.isEmpty()) {
                fields.add(structs.element() + "." + named.group(1));
                if (line.endsWith("{")) {
                    structs.push(structs.element());
                }
            }
        }
        Set<String> clauses = new LinkedHashSet<>();
        ProtocolClauses.ALL.forEach(clause -> clauses.add(clause.field()));
        assertThat(clauses).containsExactlyInAnyOrderElementsOf(fields);
    }

    @Test
    void theDocumentShowsTheTable() throws IOException {
        String text = document();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(DOCUMENT, text);
        }
        assertThat(DOCUMENT).as("run with -Dgolden.update=true to write it").exists();
        assertThat(Files.readString(DOCUMENT)).isEqualTo(text);
    }

    private static String document() {
        StringBuilder text = new StringBuilder();
        text.append("# What of the protocol is supported, and where that is shown\n\n")
                .append(
                        "Every field of `rpc.capnp`, with what holds for it. *Hears* is a message from the peer, *says* one to"
                                + " it. The last column names a\nconversation in `ProtocolScripts`, held by `ProtocolTest`; the build"
                                + " fails if it lacks the message, or passes without it.\nThis page is written by the build"
                                + " (`ProtocolClausesTest`).\n\n")
                .append(
                        "The level is 1: everything between two vats. Levels 3 and 4 (handing capabilities over between three"
                                + " vats, joining) are refused with\n`Unimplemented`, as the protocol asks; a capability of a third"
                                + " vat is passed on by forwarding its calls.\n\n")
                .append("| field | | what holds | shown by |\n|---|---|---|---|\n");
        for (Clause clause : ProtocolClauses.ALL) {
            text.append("| `").append(clause.field()).append("` | ");
            if (clause.script() == null) {
                text.append("| ").append(clause.text()).append(" | *deferred* |\n");
            } else {
                text.append(clause.says() ? "says" : "hears")
                        .append(" | ")
                        .append(clause.text())
                        .append(" | `")
                        .append(clause.script())
                        .append("` |\n");
            }
        }
        return text.toString();
    }
}
