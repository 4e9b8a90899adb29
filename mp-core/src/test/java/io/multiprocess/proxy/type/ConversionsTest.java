package io.multiprocess.proxy.type;

import org.capnproto.AnyPointer;
import org.capnproto.Data;
import org.capnproto.DataList;
import org.capnproto.DecodeException;
import org.capnproto.MessageBuilder;
import org.capnproto.PrimitiveList;
import org.capnproto.Text;
import org.capnproto.TextList;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Texts, data, lists and enums, through real messages. */
class ConversionsTest {
    private final AnyPointer.Builder root = new MessageBuilder().getRoot(AnyPointer.factory);

    private enum Colour {
        RED,
        GREEN
    }

    @Test
    void textsOfAnyScript() {
        root.setAs(Text.factory, new Text.Reader("näme \uD83D\uDE00"));
        assertThat(Texts.read(root.asReader().getAs(Text.factory))).isEqualTo("näme \uD83D\uDE00");
        assertThat(Texts.read(new Text.Reader())).isEmpty();
    }

    @Test
    void textsInDirectBuffers() {
        ByteBuffer direct = ByteBuffer.allocateDirect(16);
        direct.put(8, "hello".getBytes(UTF_8));
        assertThat(Texts.read(new Text.Reader(direct, 1, 5))).isEqualTo("hello");
    }

    @Test
    void nothingIsAllocatedForSizesThatReachPastTheMessage() {
        ByteBuffer small = ByteBuffer.allocate(16);
        assertThatThrownBy(() -> Texts.read(new Text.Reader(small, 1, 1 << 29))).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> DataFields.read(new Data.Reader(small, 1, 9))).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> DataFields.view(new Data.Reader(small, 1, -1))).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> DataFields.read(new Data.Reader(new byte[3]), 4))
                .hasMessage("unexpected field size");
    }

    @Test
    void oneCharacter() {
        assertThat(Texts.readChar(new Text.Reader("x"))).isEqualTo('x');
        assertThatThrownBy(() -> Texts.readChar(new Text.Reader("xy"))).isInstanceOf(DecodeException.class);
    }

    @Test
    void dataFromArraysAndBuffers() {
        DataFields.build(new byte[] {1, 2, 3}, root.initAs(Data.factory, 3));
        assertThat(DataFields.read(root.asReader().getAs(Data.factory))).containsExactly(1, 2, 3);
        ByteBuffer source = ByteBuffer.wrap(new byte[] {9, 8, 7, 6}, 1, 2);
        DataFields.build(source, root.initAs(Data.factory, 2));
        assertThat(source.position()).isEqualTo(1);
        ByteBuffer view = DataFields.view(root.asReader().getAs(Data.factory));
        assertThat(view.isReadOnly()).isTrue();
        assertThat(view).isEqualTo(ByteBuffer.wrap(new byte[] {8, 7}));
        assertThat(DataFields.readBuffer(root.asReader().getAs(Data.factory))).isEqualTo(view);
    }

    @Test
    void listsOfNumbers() {
        List<Integer> numbers = List.of(3, 1, 3);
        Lists.buildInts(numbers, root.initAs(PrimitiveList.Int.factory, 3));
        PrimitiveList.Int.Reader input = root.asReader().getAs(PrimitiveList.Int.factory);
        assertThat(Lists.readInts(input)).isEqualTo(numbers);
        assertThat(Lists.readIntSet(input)).isEqualTo(Set.of(1, 3));
        assertThat(Lists.readIntArray(input)).containsExactly(3, 1, 3);
        Lists.build(new boolean[] {true, false, true}, root.initAs(PrimitiveList.Boolean.factory, 3));
        assertThat(Lists.readBooleans(root.asReader().getAs(PrimitiveList.Boolean.factory)))
                .containsExactly(true, false, true);
        Lists.build(new double[] {1.5, -0.0}, root.initAs(PrimitiveList.Double.factory, 2));
        assertThat(Lists.readDoubleArray(root.asReader().getAs(PrimitiveList.Double.factory)))
                .containsExactly(1.5, -0.0);
    }

    @Test
    void nullElementsOfTextAndData() {
        Lists.buildTexts(Arrays.asList("a", null, ""), root.initAs(TextList.factory, 3));
        assertThat(Lists.readTexts(root.asReader().getAs(TextList.factory))).containsExactly("a", "", "");
        Lists.buildData(Arrays.asList(new byte[] {1}, null), root.initAs(DataList.factory, 2));
        DataList.Reader data = root.asReader().getAs(DataList.factory);
        assertThat(Lists.readData(data)).containsExactly(new byte[] {1}, new byte[0]);
        assertThat(Lists.readNullableData(data)).containsExactly(new byte[] {1}, null);
    }

    @Test
    void enumsThatThisSideDoesNotKnow() {
        assertThat(Enums.read(Colour.values(), 1)).isEqualTo(Colour.GREEN);
        assertThatThrownBy(() -> Enums.read(Colour.values(), 2))
                .isInstanceOf(DecodeException.class)
                .hasMessage("unknown Colour value 2");
    }
}
