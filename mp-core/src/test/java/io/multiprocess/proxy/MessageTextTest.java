package io.multiprocess.proxy;

import io.multiprocess.foo.FooCapnp;
import org.capnproto.AnyPointer;
import org.capnproto.MessageBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MessageTextTest {
    private final AnyPointer.Builder root = new MessageBuilder().getRoot(AnyPointer.factory);

    @Test
    void numbersTextsAndLists() {
        FooCapnp.FooStruct.Builder struct = root.initAs(FooCapnp.FooStruct.factory);
        struct.setName("it's \\ näme\n");
        struct.setOptionalInt(7);
        struct.initSetInt(3);

        assertThat(text(200)).isEqualTo("(7, \"it's \\\\ n\\c3\\a4me\\0a\", <list of 3>, (), (), ())");
    }

    @Test
    void longOnesAreCut() {
        root.initAs(FooCapnp.FooStruct.factory).setName("x".repeat(1_000));

        assertThat(text(200)).hasSize(203).endsWith("x...");
        assertThat(text(20)).hasSize(23).endsWith("x...");
        assertThat(text(2_000)).contains("x".repeat(1_000)).doesNotContain("...");
        assertThat(text(0)).isEqualTo("...");
    }

    @Test
    void nothing() {
        assertThat(text(200)).isEqualTo("()");
    }

    private String text(int maxChars) {
        return new MessageText(root.asReader(), maxChars).toString();
    }
}
