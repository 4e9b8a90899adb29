package io.multiprocess.codegen.generator.proxy;

import io.multiprocess.codegen.compiler.CompileRequest;
import io.multiprocess.codegen.compiler.SchemaCompiler;
import io.multiprocess.codegen.generator.GenerationContext;
import io.multiprocess.codegen.generator.GenerationOptions;
import io.multiprocess.codegen.source.Diagnostic;
import io.multiprocess.codegen.source.DiagnosticLog;
import io.multiprocess.codegen.source.SourceRoot;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls with a context fail without thread maps: whoever forgets {@code construct} hears of it from the build. */
class MissingThreadMapTest {
    private static final String HEAD = """
            @0xbf5147cbbecf40c1;
            using Proxy = import "/mp/proxy.capnp";
            """;
    private static final String PRINTER = """
            interface Printer {
              print @0 (context :Proxy.Context, text :Text) -> ();
            }
            """;

    @Test
    void theFirstObjectOfAConnectionNeedsConstruct() {
        assertThat(diagnostics(PRINTER))
                .containsExactly(
                        "foo.capnp:3: warning: no interface passes Printer, so it is the first of a connection, and its"
                                + " method 'print' has a Proxy.Context, which needs thread maps: add"
                                + " `construct @1 (threadMap :Proxy.ThreadMap) -> (threadMap :Proxy.ThreadMap);`");
    }

    @Test
    void whatTradesThreadMapsNeedsNoMore() {
        assertThat(diagnostics("""
                interface Printer {
                  print @0 (context :Proxy.Context, text :Text) -> ();
                  hello @1 (threadMap :Proxy.ThreadMap) -> (threadMap :Proxy.ThreadMap);
                }
                """)).isEmpty();
    }

    @Test
    void whatIsPassedNeedsNone() {
        assertThat(diagnostics(PRINTER + """
                struct Pair(T) {
                  one @0 :T;
                }
                interface Init {
                  printers @0 () -> (result :List(Pair(Printer)));
                }
                """)).isEmpty();
    }

    @Test
    void whatExtendsSomethingPassedNeedsNone() {
        assertThat(diagnostics(PRINTER + """
                interface Plotter extends(Printer) {
                  plot @0 (context :Proxy.Context) -> ();
                }
                interface Init {
                  printer @0 () -> (result :Printer);
                }
                """)).isEmpty();
    }

    private static List<String> diagnostics(String declarations) {
        byte[] schema = (HEAD + declarations).getBytes(StandardCharsets.UTF_8);
        SourceRoot root = path -> path.equals("foo.capnp") ? Optional.of(schema) : Optional.empty();
        var compiled = SchemaCompiler.compile(
                CompileRequest.builder().source(root, "foo.capnp").build());
        assertThat(compiled.diagnostics()).isEmpty();
        DiagnosticLog log = new DiagnosticLog();
        new ProxyGenerator()
                .generate(new GenerationContext(compiled.model().orElseThrow(), GenerationOptions.DEFAULT, log));
        return log.sorted().stream().map(Diagnostic::toString).toList();
    }
}
