package io.multiprocess.capability;

import io.multiprocess.capability.schema.Capabilities.Base;
import io.multiprocess.capability.schema.Capabilities.Both;
import io.multiprocess.capability.schema.Capabilities.Bound;
import io.multiprocess.capability.schema.Capabilities.Box;
import io.multiprocess.capability.schema.Capabilities.Holder;
import io.multiprocess.capability.schema.Capabilities.Parcel;
import io.multiprocess.capability.schema.Capabilities.Shelves;
import io.multiprocess.capability.schema.Capabilities.Source;
import io.multiprocess.capability.schema.Capabilities.Store;
import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.OutgoingMessage;
import io.multiprocess.wire.WireLimits;
import org.capnproto.Data;
import org.capnproto.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Generated accessors of capability fields, lists and generics; no call is made. */
class GeneratedCapabilitiesTest {
    private final Capability first = Capability.broken(RpcException.failed("first"));
    private final Capability second = Capability.broken(RpcException.failed("second"));
    private final CapabilityTable table = new CapabilityTable();

    @AfterEach
    void nothingIsHeldAnyMore() {
        table.releaseAll();
        first.release();
        second.release();
        assertThat(first.isReleased()).isTrue();
        assertThat(second.isReleased()).isTrue();
    }

    private Holder.Reader read(OutgoingMessage message) {
        MessageArena arena = message.asArena(WireLimits.DEFAULT);
        arena.attach(table);
        return arena.root().getAs(Holder.factory);
    }

    private void fill(Holder.Builder holder) {
        holder.setNumber(7);
        holder.setText("text");
        holder.setBase(table, first);
        CapabilityList.Builder bases = holder.initBases(3);
        bases.set(table, 0, second);
        bases.set(table, 2, new Base.Client(first));
        PointerList.Builder<CapabilityList.Builder> matrix = holder.initMatrix(2);
        matrix.init(1, 1).set(table, 0, second);
        holder.setAny(table, second);
        holder.initAnys(1).set(table, 0, first);
        Box.Builder<CapabilityBuilder> boxed = holder.initBoxed();
        boxed.setName("box");
        boxed.initValue().set(table, second);
        holder.initBoxes(2).get(1).getValue().set(table, first);
        holder.setBoth(table, new Both.Client(second));
    }

    private void check(Holder.Reader holder) {
        assertThat(holder.getNumber()).isEqualTo(7);
        assertThat(holder.getText()).hasToString("text");
        assertThat(holder.hasBase()).isTrue();
        assertThat(holder.getBase().capability()).isSameAs(first);
        assertThat(holder.getBases().size()).isEqualTo(3);
        assertThat(holder.getBases().get(0).capability()).isSameAs(second);
        assertThat(holder.getBases().get(1).isNull()).isTrue();
        assertThat(holder.getBases().get(2).capability()).isSameAs(first);
        assertThat(holder.getMatrix().get(0).size()).isZero();
        assertThat(holder.getMatrix().get(1).get(0).capability()).isSameAs(second);
        assertThat(holder.getAny()).isSameAs(second);
        assertThat(holder.getAnys().get(0)).isSameAs(first);
        assertThat(holder.getBoxed().getName()).hasToString("box");
        assertThat(holder.getBoxed().getValue().capability()).isSameAs(second);
        assertThat(holder.getBoxes().get(0).getValue().isNull()).isTrue();
        assertThat(holder.getBoxes().get(1).getValue().capability()).isSameAs(first);
        assertThat(holder.which()).isEqualTo(Holder.Which.BOTH);
        assertThat(holder.getBoth().capability()).isSameAs(second);
    }

    @Test
    void whatWasBuiltIsReadFromOneSegmentAndFromMany() {
        for (int firstSegmentWords : new int[] {1, 4, 1000}) {
            OutgoingMessage message = new OutgoingMessage(firstSegmentWords);
            fill(message.root().initAs(Holder.factory));
            check(read(message));
            table.releaseAll();
        }
    }

    @Test
    void nothingSetIsTheNullCapability() {
        OutgoingMessage message = new OutgoingMessage(100);
        Holder.Builder builder = message.root().initAs(Holder.factory);
        builder.setBase(table, first);
        builder.setBase(table, (Capability) null);
        builder.setBoth(table, (Both.Client) null);
        Holder.Reader holder = read(message);
        assertThat(holder.hasBase()).isFalse();
        assertThat(holder.getBase().isNull()).isTrue();
        assertThat(holder.getAny().isNull()).isTrue();
        assertThat(holder.getBases().size()).isZero();
        assertThat(holder.isBoth()).isTrue();
        assertThat(holder.hasBoth()).isFalse();
    }

    @Test
    void settersOfStructsAndListsCarryTheCapabilitiesAlong() {
        OutgoingMessage source = new OutgoingMessage(3);
        fill(source.root().initAs(Holder.factory));
        MessageArena arena = source.asArena(WireLimits.DEFAULT);
        CapabilityTable sourceTable = new CapabilityTable();
        for (int i = 0; i < table.size(); i++) {
            sourceTable.add(table.get(i));
        }
        arena.attach(sourceTable);
        table.releaseAll();
        Holder.Reader original = arena.root().getAs(Holder.factory);

        OutgoingMessage message = new OutgoingMessage(5);
        Holder.Builder copy = message.root().initAs(Holder.factory);
        copy.setBase(table, second);
        copy.setBases(table, original.getBases());
        copy.setAnys(table, original.getAnys());
        copy.setChild(table, original);
        copy.initChildren(2).get(0).setChild(table, original);
        copy.setGrown(table, original);
        Holder.Reader read = read(message);
        assertThat(read.getBases().get(2).capability()).isSameAs(first);
        assertThat(read.getAnys().get(0)).isSameAs(first);
        check(read.getChild());
        check(read.getChildren().get(0).getChild());
        check(read.getGrown());

        OutgoingMessage lists = new OutgoingMessage(5);
        lists.root().initAs(Holder.factory).setChildren(table, read.getChildren());
        Holder.Reader last = read(lists);
        assertThat(last.getChildren().size()).isEqualTo(2);
        check(last.getChildren().get(0).getChild());
        assertThat(last.getChildren().get(1).hasChild()).isFalse();
        sourceTable.releaseAll();
    }

    @Test
    void genericsOfInterfacesAndWhatTheyHoldAreCopiedWithTheirCapabilities() {
        OutgoingMessage source = new OutgoingMessage(3);
        Bound.Builder original = source.root().initAs(Bound.factory);
        fillBound(original);
        MessageArena arena = source.asArena(WireLimits.DEFAULT);
        CapabilityTable sourceTable = new CapabilityTable();
        for (int i = 0; i < table.size(); i++) {
            sourceTable.add(table.get(i));
        }
        arena.attach(sourceTable);
        table.releaseAll();
        Bound.Reader from = arena.root().getAs(Bound.factory);
        checkBound(from);

        OutgoingMessage message = new OutgoingMessage(5);
        Bound.Builder copy = message.root().initAs(Bound.factory);
        // So that the indexes of the copy are not those of the original.
        copy.setUnbound(table, first);
        copy.setShelves(table, from.getShelves());
        copy.setList(table, from.getList());
        copy.setLists(table, from.getLists());
        copy.setHolders(table, from.getHolders());
        copy.setDeep(table, from.getDeep());
        copy.setStore(table, from.getStore());
        copy.setBoxed(table, from.getBoxed());
        copy.setShelf(table, from.getShelf());
        CapabilityCopier.copy(copy.initAny(), table, from.getAny());
        MessageArena copied = message.asArena(WireLimits.DEFAULT);
        copied.attach(table);
        checkBound(copied.root().getAs(Bound.factory));
        sourceTable.releaseAll();
    }

    private void fillBound(Bound.Builder bound) {
        Shelves.Builder<Text.Builder> shelves = bound.initShelves();
        Store.Client<Text.Builder, Text.Reader> store = new Store.Client<>(Text.factory, first);
        shelves.setStore(table, store);
        shelves.initStores(2).set(table, 1, store);
        shelves.initMatrix(2).init(1, 1).set(table, 0, second);
        shelves.initBoxed().initValue().set(table, second);
        shelves.initBoxes(1).init(0, 2).get(1).initValue().set(table, store);
        shelves.initNext().getChoice().initValue().set(table, second);
        shelves.getChoice()
                .setSource(table, Source.Client.newFactory(Text.factory).wrap(second));
        bound.initList(2).get(1).getChoice().setValue(Data.factory, new Data.Reader());
        bound.getList().get(0).setStore(table, second);
        bound.initLists(1).init(0, 1).get(0).setStore(table, first);
        fill(bound.initHolders(2).init(1, 2).get(1));
        bound.initDeep(1).init(0, 2).init(1, 1).set(table, 0, second);
        bound.setStore(table, Store.Client.newFactory(Holder.factory).wrap(second));
        bound.initBoxed().initValue().set(table, first);
        bound.setShelf(table, first);
        bound.initAny().initAs(Base.Client.FACTORY).set(table, second);
    }

    private void checkBound(Bound.Reader bound) {
        Shelves.Reader<Text.Reader> shelves = bound.getShelves();
        assertThat(shelves.getStore().capability()).isSameAs(first);
        assertThat(shelves.getStores().get(0).isNull()).isTrue();
        assertThat(shelves.getStores().get(1).capability()).isSameAs(first);
        assertThat(shelves.getMatrix().get(0).size()).isZero();
        assertThat(shelves.getMatrix().get(1).get(0).capability()).isSameAs(second);
        assertThat(shelves.getBoxed().getValue().capability()).isSameAs(second);
        assertThat(shelves.getBoxes().get(0).get(0).getValue().isNull()).isTrue();
        assertThat(shelves.getBoxes().get(0).get(1).getValue().capability()).isSameAs(first);
        assertThat(shelves.getNext().getChoice().getValue().capability()).isSameAs(second);
        assertThat(shelves.getChoice().getSource().capability()).isSameAs(second);
        assertThat(bound.getList().get(0).getStore().capability()).isSameAs(second);
        assertThat(bound.getList().get(1).getChoice().hasValue()).isTrue();
        assertThat(bound.getLists().get(0).get(0).getStore().capability()).isSameAs(first);
        assertThat(bound.getHolders().get(0).size()).isZero();
        check(bound.getHolders().get(1).get(1));
        assertThat(bound.getDeep().get(0).get(1).get(0).capability()).isSameAs(second);
        Store.Client<Holder.Builder, Holder.Reader> store = bound.getStore();
        assertThat(store.capability()).isSameAs(second);
        Store.Client<Box.Builder<CapabilityBuilder>, Box.Reader<Base.Client>> inBox =
                bound.getBoxed().getValue();
        assertThat(inBox.capability()).isSameAs(first);
        assertThat(bound.getShelf().capability()).isSameAs(first);
        assertThat(bound.getAny().getAs(Base.Client.FACTORY).capability()).isSameAs(second);
    }

    @Test
    void structsThatKnowOfNoCapabilityAreCopiedWithThoseInThem() {
        OutgoingMessage source = new OutgoingMessage(3);
        Parcel.Builder parcel = source.root().initAs(Parcel.factory);
        parcel.initContent().initAs(CapabilityBuilder.FACTORY).set(table, first);
        MessageArena arena = source.asArena(WireLimits.DEFAULT);
        arena.attach(table);
        Parcel.Reader from = arena.root().getAs(Parcel.factory);

        OutgoingMessage target = new OutgoingMessage(5);
        CapabilityTable targetTable = new CapabilityTable();
        targetTable.add(second);
        Parcel.Builder copy = target.root().initAs(Parcel.factory);
        copy.setParcel(CapabilityCopier.setter(targetTable, value -> value::as), from);
        copy.initParcels(2).get(1).setParcel(CapabilityCopier.setter(targetTable, value -> value::as), from);
        MessageArena copied = target.asArena(WireLimits.DEFAULT);
        copied.attach(targetTable);
        Parcel.Reader read = copied.root().getAs(Parcel.factory);
        assertThat(read.getParcel().getContent().getAs(CapabilityBuilder.FACTORY))
                .isSameAs(first);
        assertThat(read.getParcels().get(1).getParcel().getContent().getAs(CapabilityBuilder.FACTORY))
                .isSameAs(first);

        OutgoingMessage lists = new OutgoingMessage(5);
        CapabilityTable listTable = new CapabilityTable();
        lists.root()
                .initAs(Parcel.factory)
                .setParcels(CapabilityCopier.listSetter(listTable, value -> value::as), read.getParcels());
        MessageArena listed = lists.asArena(WireLimits.DEFAULT);
        listed.attach(listTable);
        Parcel.Reader last = listed.root().getAs(Parcel.factory);
        assertThat(last.getParcels().get(0).hasParcel()).isFalse();
        assertThat(last.getParcels().get(1).getParcel().getContent().getAs(CapabilityBuilder.FACTORY))
                .isSameAs(first);
        targetTable.releaseAll();
        listTable.releaseAll();
    }

    @Test
    void fieldsOfAGenericStructThatAreOfItselfOrOfItsParameterAreCopiedWithTheirCapabilities() {
        OutgoingMessage source = new OutgoingMessage(3);
        Holder.Builder holder = source.root().initAs(Holder.factory);
        holder.initBoxed().initValue().set(table, first);
        MessageArena arena = source.asArena(WireLimits.DEFAULT);
        arena.attach(table);
        Holder.Reader from = arena.root().getAs(Holder.factory);

        OutgoingMessage target = new OutgoingMessage(5);
        CapabilityTable targetTable = new CapabilityTable();
        targetTable.add(second);
        Holder.Builder copy = target.root().initAs(Holder.factory);
        Box.Builder<CapabilityBuilder> box = copy.initBoxed();
        box.setInner(CapabilityCopier.setter(targetTable, value -> value::as), from.getBoxed());
        box.initInners(1).get(0).setInner(CapabilityCopier.setter(targetTable, value -> value::as), from.getBoxed());
        MessageArena copied = target.asArena(WireLimits.DEFAULT);
        copied.attach(targetTable);
        Box.Reader<Base.Client> read = copied.root().getAs(Holder.factory).getBoxed();
        assertThat(read.getInner().getValue().capability()).isSameAs(first);
        assertThat(read.getInners().get(0).getInner().getValue().capability()).isSameAs(first);

        OutgoingMessage ofHolders = new OutgoingMessage(5);
        CapabilityTable holderTable = new CapabilityTable();
        var holders = Box.newFactory(Holder.factory);
        Box.Builder<Holder.Builder> ofHolder = ofHolders.root().initAs(holders);
        ofHolder.setValue(CapabilityCopier.setter(holderTable, value -> value), from);
        MessageArena held = ofHolders.asArena(WireLimits.DEFAULT);
        held.attach(holderTable);
        assertThat(held.root().getAs(holders).getValue().getBoxed().getValue().capability())
                .isSameAs(first);
        targetTable.releaseAll();
        holderTable.releaseAll();
    }

    @Test
    void aMessageUnderConstructionIsCopiedWithinItselfOnly() {
        OutgoingMessage message = new OutgoingMessage(100);
        Holder.Builder holder = message.root().initAs(Holder.factory);
        fill(holder.initChild());
        holder.setGrown(table, holder.getChild().asReader());
        check(read(message).getGrown());

        Holder.Builder other = new OutgoingMessage(100).root().initAs(Holder.factory);
        assertThatThrownBy(() -> other.setChild(table, holder.getChild().asReader()))
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void theToolReadsItUnderAMirrorSchema(@TempDir Path folder) throws Exception {
        OutgoingMessage message = new OutgoingMessage(100);
        Holder.Builder holder = message.root().initAs(Holder.factory);
        holder.setNumber(7);
        holder.setText("text");
        holder.setBase(table, first);
        holder.initBases(2).set(table, 1, second);
        holder.initChild().setNumber(8);
        Path schema = Files.writeString(folder.resolve("mirror.capnp"), """
                @0xd3e4f5a6b7c80902;
                struct Pointer { value @0 :AnyPointer; }
                struct Mirror {
                  number @0 :Int32;
                  text @1 :Text;
                  base @2 :AnyPointer;
                  bases @3 :List(Pointer);
                  matrix @4 :AnyPointer;
                  any @5 :AnyPointer;
                  anys @6 :List(Pointer);
                  child @7 :Mirror;
                }
                """);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer buffer : message.buffers()) {
            bytes.write(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        }
        assertThat(decode(schema, bytes.toByteArray()))
                .contains("number = 7", "text = \"text\"", "base = <opaque pointer>")
                .contains("bases = [(), (value = <opaque pointer>)]", "child = (number = 8)");
    }

    private static String decode(Path schema, byte[] message) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(List.of("capnp", "decode", "--short", schema.toString(), "Mirror"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            if (Boolean.getBoolean("interop.required")) {
                throw e;
            }
            Assumptions.abort("the capnp tool is not installed");
            throw e;
        }
        try (var stdin = process.getOutputStream()) {
            stdin.write(message);
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return text;
    }
}
