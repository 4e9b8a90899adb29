package example.everything;

import example.everything.Everything.*;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import org.capnproto.*;
import org.capnproto.Void;

/** What users of the generated classes would write. */
final class EverythingDriver {
    private EverythingDriver() {}

    /** The constant, copied into a message of its own. */
    static byte[] writeSample() throws Exception {
        MessageBuilder message = new MessageBuilder();
        message.setRoot(All.factory, Everything.SAMPLE);
        return bytes(message);
    }

    private static byte[] bytes(MessageBuilder message) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Serialize.write(Channels.newChannel(out), message);
        return out.toByteArray();
    }

    private static MessageReader message(byte[] bytes) throws Exception {
        return Serialize.read(Channels.newChannel(new ByteArrayInputStream(bytes)));
    }

    /** Reads what the capnp tool wrote, checks every field by its own getter, and writes it back through setters. */
    static byte[] readAndRebuild(byte[] bytes) throws Exception {
        All.Reader all = message(bytes).getRoot(All.factory);
        checkScalars(all.getScalars());
        checkLists(all.getLists());
        checkUnions(all.getUnions());
        checkGeneric(all.getGeneric());
        MessageBuilder result = new MessageBuilder(4);
        All.Builder builder = result.initRoot(All.factory);
        rebuild(all.getScalars(), builder.initScalars());
        rebuild(all.getLists(), builder.initLists());
        builder.setDefaults(all.getDefaults());
        rebuild(all.getUnions(), builder.initUnions(all.getUnions().size()));
        builder.setGeneric(all.getGeneric());
        return bytes(result);
    }

    private static void checkScalars(Scalars.Reader s) {
        check(s.getNothing() == Void.VOID);
        check(s.getFlag() && s.getI8() == -128 && s.getI16() == -32768 && s.getI32() == Integer.MIN_VALUE);
        check(s.getI64() == Long.MIN_VALUE && s.getU8() == -1 && s.getU16() == -1 && s.getU32() == -1);
        check(s.getU64() == -1 && s.getF32() == -1.25f && s.getF64() == 1e300);
        check(s.getText().toString().equals("Zażółć 1") && s.getData().toArray()[2] == -1);
        check(s.getColor() == Color.BLUE && s.getColorOrdinal() == 2);
        check(s.hasChild() && s.getChild().getI8() == 1 && !s.getChild().hasChild());
        check(s.getChild().getChild().getI8() == 0 && s.getChild().getColor() == Color.RED);
    }

    private static void checkLists(Lists.Reader l) {
        check(l.getNothings().size() == 2 && l.getFlags().size() == 9 && l.getFlags().get(8));
        check(l.getU64s().get(0) == -1 && l.getF32s().get(1) == Float.POSITIVE_INFINITY);
        check(l.getColors().get(1) == Color.BLUE && l.getColorsOrdinals().get(2) == 1);
        check(l.getMatrix().get(0).get(1) == 2 && l.getMatrix().get(1).size() == 0);
        check(l.getTextMatrix().get(1).get(1).toString().equals("c"));
        check(l.getColorMatrix().get(0).get(0) == Color.BLUE);
        check(l.getStructMatrix().get(1).get(1).getI8() == 3);
        int count = 0;
        for (Scalars.Reader struct : l.getStructs()) {
            count += struct.hasText() ? 10 : 1;
        }
        check(count == 11);
    }

    private static void checkUnions(StructList.Reader<Unions.Reader> list) {
        Unions.Reader nothing = list.get(0);
        check(nothing.which() == Unions.Which.NOTHING && nothing.isNothing() && !nothing.isNumber());
        check(!nothing.hasWords() && nothing.getNamed().isFlag() && nothing.getNamed().getFlag());
        check(nothing.getPlain().getDeep().getValue() == 9);
        check(list.get(1).getNumber() == 7 && list.get(1).getNamed().getColor() == Color.BLUE);
        check(list.get(2).getWords().toString().equals("w") && list.get(2).getNamed().getChild().getI8() == 4);
        check(list.get(2).getPlain().getDeep().getValue() == 12 && list.get(2).getPlain().getOther().get(1) == 2);
        check(list.get(3).which() == Unions.Which.PAIR && list.get(3).getPair().getFirst() == 3);
        check(list.get(3).getPair().getSecond().toString().equals("s"));
    }

    private static void checkGeneric(Generic.Reader g) {
        Pair.Reader<Text.Reader, Scalars.Reader> bound = g.getBound();
        check(bound.getFirst().toString().equals("one") && bound.getSecond().getI32() == 2);
        check(bound.getSwapped().getFirst().getI8() == 1 && bound.getSwapped().getSecond().toString().equals("sw"));
        check(bound.getBoth().get(0).getSecond().getI8() == 9);
        check(bound.getChoice().isLeft() && bound.getChoice().getLeft().toString().equals("left"));
        check(g.getLists().getFirst().get(1) == 2 && g.getLists().getSecond().get(0).toString().equals("a"));
        check(g.getList().get(0).getSecond().toArray()[0] == 5);
        check(g.getNested().getA().toString().equals("na") && g.getNested().getC().getU8() == 8);
        check(g.getNested().getOuter().getFirst().toString().equals("of"));
        check(g.getWithDefault().getFirst().toString().equals("f") && g.getWithDefault().getSecond().getI8() == 5);
    }

    private static void rebuild(Scalars.Reader from, Scalars.Builder to) {
        to.setNothing(Void.VOID);
        to.setFlag(from.getFlag());
        to.setI8(from.getI8());
        to.setI16(from.getI16());
        to.setI32(from.getI32());
        to.setI64(from.getI64());
        to.setU8(from.getU8());
        to.setU16(from.getU16());
        to.setU32(from.getU32());
        to.setU64(from.getU64());
        to.setF32(from.getF32());
        to.setF64(from.getF64());
        to.setText(from.getText().toString());
        to.setData(from.getData().toArray());
        to.setColor(from.getColor());
        to.setChild(from.getChild());
        checkScalars(to.asReader());
        check(to.getColor() == Color.BLUE && to.getText().toString().startsWith("Za"));
    }

    private static void rebuild(Lists.Reader from, Lists.Builder to) {
        to.initNothings(from.getNothings().size());
        PrimitiveList.Boolean.Builder flags = to.initFlags(from.getFlags().size());
        for (int i = 0; i < flags.size(); i++) {
            flags.set(i, from.getFlags().get(i));
        }
        to.setI8s(from.getI8s());
        to.setI16s(from.getI16s());
        to.setI32s(from.getI32s());
        to.setI64s(from.getI64s());
        to.setU8s(from.getU8s());
        to.setU16s(from.getU16s());
        to.setU32s(from.getU32s());
        to.setU64s(from.getU64s());
        to.setF32s(from.getF32s());
        to.setF64s(from.getF64s());
        TextList.Builder texts = to.initTexts(3);
        for (int i = 0; i < 3; i++) {
            texts.set(i, from.getTexts().get(i));
        }
        to.setDatas(from.getDatas());
        EnumList.Builder<Color> colors = to.initColors(3);
        for (int i = 0; i < 3; i++) {
            colors.set(i, from.getColors().get(i));
        }
        StructList.Builder<Scalars.Builder> structs = to.initStructs(2);
        structs.get(0).setI32(1);
        structs.get(1).setText("second");
        structs.get(1).initChild().setU8((byte) 3);
        ListList.Builder<PrimitiveList.Int.Builder> matrix = to.initMatrix(3);
        matrix.init(0, 2).set(0, 1);
        matrix.get(0).set(1, 2);
        matrix.init(1, 0);
        matrix.init(2, 1).set(0, 3);
        to.setTextMatrix(from.getTextMatrix());
        to.setColorMatrix(from.getColorMatrix());
        to.setStructMatrix(from.getStructMatrix());
        checkLists(to.asReader());
    }

    private static void rebuild(StructList.Reader<Unions.Reader> from, StructList.Builder<Unions.Builder> to) {
        Unions.Builder nothing = to.get(0);
        nothing.setNothing(Void.VOID);
        nothing.getNamed().setFlag(true);
        to.get(1).setNumber(7);
        to.get(1).getNamed().setColor(Color.BLUE);
        Unions.Builder words = to.get(2);
        words.initPair().setSecond("cleared when another member is set");
        words.setWords("w");
        words.getNamed().initChild().setI8((byte) 4);
        words.getPlain().getDeep().setValue((short) 12);
        PrimitiveList.Short.Builder other = words.getPlain().initOther(2);
        other.set(0, (short) 1);
        other.set(1, (short) 2);
        Unions.Pair.Builder pair = to.get(3).initPair();
        pair.setFirst(3);
        pair.setSecond("s");
        to.get(3).getNamed().setFlag(false);
        check(to.get(2).isWords() && to.get(3).isPair());
    }

    static void defaults() throws Exception {
        MessageBuilder message = new MessageBuilder();
        Defaults.Builder builder = message.initRoot(Defaults.factory);
        checkDefaults(builder.asReader());
        checkDefaults(message(bytes(message)).getRoot(Defaults.factory));
        check(builder.getText().toString().equals("Grüße \"\\ 1") && builder.getNumbers().get(1) == -2);
        check(builder.getChild().getText().toString().equals("inner"));
        check(builder.getData().toArray().length == 5 && builder.getStructs().get(0).getI8() == 1);
        check(builder.getTexts().get(2).toString().equals("ccc") && builder.getMatrix().get(2).get(1) == 3);
        check(builder.getColors().get(0) == Color.BLUE && builder.getColorsOrdinals().get(1) == 0);
        builder.setU8((byte) 0);
        builder.setFlag(false);
        builder.setColor(Color.RED);
        builder.setInfinite(0);
        builder.setNothing(0);
        Defaults.Reader changed = builder.asReader();
        check(changed.getU8() == 0 && !changed.getFlag() && changed.getColor() == Color.RED);
        check(changed.getInfinite() == 0 && changed.getNothing() == 0);
    }

    private static void checkDefaults(Defaults.Reader d) {
        check(d.getFlag() && d.getI8() == -12 && d.getI16() == -1234 && d.getI32() == -123456);
        check(d.getI64() == -12345678901L && d.getU8() == (byte) 250 && d.getU16() == (short) 65000);
        check(d.getU32() == (int) 4000000000L && Long.toUnsignedString(d.getU64()).equals("18000000000000000000"));
        check(d.getF32() == 1.5f && d.getF64() == -2.5e100);
        check(d.getText().toString().equals("Grüße \"\\ 1"));
        check(java.util.Arrays.equals(d.getData().toArray(), new byte[] {0, -1, 0x31, 10, 0x22}));
        check(d.getColor() == Color.BLUE && d.getColorOrdinal() == 2);
        check(d.getChild().getI32() == 7 && d.getChild().getChild().getFlag());
        check(d.getNumbers().size() == 3 && d.getTexts().get(2).toString().equals("ccc"));
        check(d.getStructs().get(1).getText().toString().equals("two"));
        check(d.getInfinite() == Double.NEGATIVE_INFINITY && Float.isNaN(d.getNothing()));
        check(d.getColors().get(0) == Color.BLUE && d.getColorsOrdinals().get(1) == 0);
        check(d.getMatrix().get(2).get(1) == 3);
    }

    static void constants() {
        check(Everything.NUMBER == (short) 54321 && Everything.SMALL == -3 && Everything.RATIO == 0.1f);
        check(Everything.WORDS.toString().equals("some words") && Everything.BYTES.toArray()[1] == (byte) 0xad);
        check(Everything.FAVOURITE == Color.DARK_GREEN && Everything.NONE == Void.VOID);
        check(Everything.PRIMES.get(2) == 5);
        checkScalars(Everything.SAMPLE.getScalars());
    }

    static void unknownEnumValuesAndUnionMembers() throws Exception {
        MessageBuilder message = new MessageBuilder();
        All.Builder all = message.initRoot(All.factory);
        Scalars.Builder scalars = all.initScalars();
        scalars.setColorOrdinal(40000);
        check(scalars.getColor() == Color._NOT_IN_SCHEMA && scalars.getColorOrdinal() == 40000);
        all.initLists().initColors(1);
        all.getLists().getColorsOrdinals().set(0, (short) 77);
        check(all.asReader().getLists().getColors().get(0) == Color._NOT_IN_SCHEMA);
        MessageBuilder copy = new MessageBuilder();
        copy.setRoot(All.factory, message(bytes(message)).getRoot(All.factory));
        All.Reader copied = copy.getRoot(All.factory).asReader();
        check(copied.getScalars().getColorOrdinal() == 40000 && copied.getLists().getColorsOrdinals().get(0) == 77);
        check(Color.fromOrdinal(1) == Color.DARK_GREEN && Color.fromOrdinal(3) == Color._NOT_IN_SCHEMA);
    }

    static void generics() {
        MessageBuilder message = new MessageBuilder();
        Pair.Factory<Text.Builder, Text.Reader, Scalars.Builder, Scalars.Reader> factory =
                Pair.newFactory(Text.factory, Scalars.factory);
        Pair.Builder<Text.Builder, Scalars.Builder> pair = message.initRoot(factory);
        pair.setFirst(Text.factory, new Text.Reader("first"));
        pair.initSecond().setI32(5);
        pair.getSwapped().initFirst().setI8((byte) 6);
        StructList.Builder<Pair.Builder<Text.Builder, Scalars.Builder>> both = pair.initBoth(2);
        both.get(1).initSecond().setText("in the list");
        check(pair.getBoth().get(1).getSecond().getText().toString().equals("in the list"));
        pair.getChoice().initRight(1).get(0).initFirst().setFlag(true);
        Pair.Reader<Text.Reader, Scalars.Reader> reader = pair.asReader(factory);
        check(reader.getFirst().toString().equals("first") && reader.getSecond().getI32() == 5);
        check(reader.getBoth().get(1).getSecond().getText().toString().equals("in the list"));
        check(reader.getChoice().which() == Pair.Choice.Which.RIGHT);
        check(reader.getChoice().getRight().get(0).getFirst().getFlag());
        check(reader.getSwapped().getFirst().getI8() == 6);

        Generic.Builder generic = new MessageBuilder().initRoot(Generic.factory);
        generic.setBound(reader);
        check(generic.getBound().getFirst().toString().equals("first"));
        Pair.Nested.Builder<Text.Builder, Data.Builder, Scalars.Builder> nested = generic.initNested();
        nested.setA(Text.factory, new Text.Reader("a"));
        nested.initC().setU8((byte) 1);
        nested.initOuter().initSecond().setU16((short) 2);
        check(generic.asReader().getNested().getOuter().getSecond().getU16() == 2);
        generic.initUnbound().getFirst().setAs(Text.factory, new Text.Reader("any"));
        check(generic.asReader().getUnbound().getFirst().getAs(Text.factory).toString().equals("any"));
    }

    static void anyPointers() {
        Pointers.Builder pointers = new MessageBuilder().initRoot(Pointers.factory);
        check(!pointers.hasAny());
        pointers.initAny().initAs(Scalars.factory).setI8((byte) 3);
        pointers.getAnyStruct().setAs(Scalars.factory, pointers.asReader().getAny().getAs(Scalars.factory));
        pointers.initAnyList().initAs(PrimitiveList.Int.factory, 2).set(1, 4);
        Pointers.Reader reader = pointers.asReader();
        check(reader.hasAny() && reader.getAnyStruct().getAs(Scalars.factory).getI8() == 3);
        check(reader.getAnyList().getAs(PrimitiveList.Int.factory).get(1) == 4);
        Unions.Named.Builder named = new MessageBuilder().initRoot(Unions.factory).getNamed();
        named.initAny().initAs(Text.factory, 2);
        check(named.which() == Unions.Named.Which.ANY && named.isAny());
    }

    static void clearedGroups() {
        Unions.Builder unions = new MessageBuilder().initRoot(Unions.factory);
        unions.getPlain().getDeep().setValue((short) 1);
        unions.getPlain().initOther(3);
        unions.initPlain();
        check(unions.getPlain().getDeep().getValue() == 9 && !unions.getPlain().hasOther());
    }

    private static void check(boolean condition) {
        if (!condition) {
            throw new AssertionError("not as expected");
        }
    }
}
