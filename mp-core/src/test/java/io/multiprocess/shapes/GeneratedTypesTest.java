package io.multiprocess.shapes;

import io.multiprocess.Address;
import io.multiprocess.ListenOptions;
import io.multiprocess.Listener;
import io.multiprocess.Vat;
import io.multiprocess.capability.RpcException;
import io.multiprocess.proxy.ProxyConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Unions, groups, enums, generics, unsigned numbers, defaults, exceptions and lists of objects, over a socket. */
@Timeout(30)
class GeneratedTypesTest {
    private final Vat server = Vat.create();
    private final Vat client = Vat.create();
    private Listener listener;
    private Studio studio;

    @BeforeEach
    void connect(@TempDir Path folder) throws Exception {
        Address address = Address.unix(folder.resolve("socket"));
        listener = server.listen(
                address,
                ListenOptions.defaults(),
                connection -> ProxyConnection.of(connection).server(StudioProxyClient.TYPE, new LocalStudio()));
        studio = ProxyConnection.of(client.connect(address)).root(StudioProxyClient.TYPE, true);
    }

    @AfterEach
    void close() {
        listener.close();
        client.close();
        server.close();
    }

    @Test
    void unionsAreSealedInterfaces() {
        List<Shape> shapes = List.of(
                new Shape.None("nothing"),
                new Shape.Circle("round", 2.5),
                new Shape.Polygon("corners", List.of(new Point(1, 2), new Point(-3, 4))),
                new Shape.Label("text", "words"));
        for (Shape shape : shapes) {
            assertThat(studio.mirror(shape)).isEqualTo(shape);
        }
    }

    @Test
    void groupsNamedUnionsAndStructsThatHoldThemselves() {
        Picture inner = new Picture(
                new Picture.Frame(0, 65_535), new Picture.Mode.Plain(), List.of(), Optional.empty(), List.of());
        Picture outer = new Picture(
                new Picture.Frame(640, 480),
                new Picture.Mode.Tinted(Color.DARK_GREEN),
                List.of(new Shape.Circle("", 1), new Shape.None("")),
                Optional.of(inner),
                List.of(List.of((short) 1, (short) -2), List.of()));
        assertThat(studio.draw(outer)).isEqualTo(outer);
    }

    @Test
    void enumsAloneAndInLists() {
        assertThat(studio.paint(Color.BLUE, List.of(Color.RED, Color.DARK_GREEN)))
                .isEqualTo(Color.DARK_GREEN);
        assertThat(studio.paint(Color.BLUE, List.of())).isEqualTo(Color.BLUE);
    }

    @Test
    void unsignedNumbersAreNeverCut() {
        Studio.LimitsResult largest = new Studio.LimitsResult(255, 65_535, 4_294_967_295L, Long.MAX_VALUE);
        assertThat(studio.limits(255, 65_535, 4_294_967_295L, Long.MAX_VALUE)).isEqualTo(largest);
        assertThatThrownBy(() -> studio.limits(256, 0, 0, 0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> studio.limits(0, -1, 0, 0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> studio.limits(0, 0, 1L << 32, 0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> studio.limits(0, 0, 0, -1)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void defaultsOfTheSchemaAreOffered() {
        assertThat(studio.name("x")).isEqualTo("x 1.5 3 true");
        assertThat(studio.name("x", 2, 4, false)).isEqualTo("x 2.0 4 false");
        assertThat(Point.defaults().withY(5)).isEqualTo(new Point(7, 5));
    }

    @Test
    void optionalResults() {
        assertThat(studio.find("known")).isEqualTo(OptionalLong.of(42));
        assertThat(studio.find("unknown")).isEmpty();
    }

    @Test
    void genericPairs() {
        List<Pair<String, String>> list = List.of(new Pair<>("a", "b"), new Pair<>("", "c"));
        assertThat(studio.swap(new Pair<>("first", list))).isEqualTo(new Pair<>(list, "first"));
    }

    @Test
    void objectsInLists() throws Exception {
        List<Brush> brushes = studio.brushes(3);
        assertThat(brushes).extracting(Brush::width).containsExactly(0, 1, 2);
        List<Brush> mine = List.of(new LocalBrush(10), new LocalBrush(20));
        assertThat(studio.useAll(mine)).isEqualTo(30);
        for (Brush brush : brushes) {
            brush.close();
        }
    }

    @Test
    void exceptionsFromText() {
        assertThatThrownBy(() -> studio.fail("odd"))
                .isInstanceOf(OddityException.class)
                .hasMessage("odd");
        assertThatThrownBy(() -> studio.fail("plain"))
                .isInstanceOf(RuntimeException.class)
                .isNotInstanceOf(RpcException.class)
                .hasMessageContaining("plain");
    }

    @Test
    void whatIsAbsentIsNull() {
        List<Note> notes = List.of(
                new Note("all", new Point(1, 2), new Pair<>("tag", new Point(3, 4))),
                new Note("half", null, new Pair<>("tag", null)),
                new Note("empty", new Point(0, 0), new Pair<>("", new Point(0, 0))),
                new Note("none", null, null));
        for (Note note : notes) {
            assertThat(studio.note(note)).isEqualTo(note);
        }
        assertThat(studio.note(new Note("", null, null))).isNull();
        assertThat(studio.sign("x")).isEqualTo(new Studio.SignResult(new Note("x", null, null), true));
        assertThat(studio.sign("")).isEqualTo(new Studio.SignResult(null, false));
    }

    @Test
    void oneParameterOfTheSchemaMayBeSeveralOfJava() {
        assertThat(studio.span(-2, 3, "steps")).isEqualTo("-2 to 3 steps");
    }

    @Test
    void namesThatEveryObjectHasAreAvoided() {
        studio.wait_();
    }
}
