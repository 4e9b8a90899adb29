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

        assertThat(new MessageText(root.asReader()).toString())
                .isEqualTo("(7, \"it's \\\\ n\\c3\\a4me\\0a\", <list of 3>, (), (), ())");
    }

    @Test
    void longOnesAreCut() {
        root.initAs(FooCapnp.FooStruct.factory).setName("x".repeat(1_000));

        assertThat(new MessageText(root.asReader()).toString()).hasSize(203).endsWith("x...");
    }

    @Test
    void nothing() {
        assertThat(new MessageText(root.asReader()).toString()).isEqualTo("()");
    }
}
