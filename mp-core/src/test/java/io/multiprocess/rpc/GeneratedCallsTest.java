package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityCopier;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.LocalServer;
import io.multiprocess.capability.Pipeline;
import io.multiprocess.capability.TypedCall;
import io.multiprocess.capability.TypedCallContext;
import io.multiprocess.capability.schema.Capabilities.Base;
import io.multiprocess.capability.schema.Capabilities.Box;
import io.multiprocess.capability.schema.Capabilities.Converter;
import io.multiprocess.capability.schema.Capabilities.Pipelined;
import io.multiprocess.capability.schema.Capabilities.Source;
import io.multiprocess.capability.schema.Capabilities.Store;
import io.multiprocess.capability.schema.Capabilities.TextStore;
import org.capnproto.AnyPointer;
import org.capnproto.PrimitiveList;
import org.capnproto.Text;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls through generated clients to generated servers: generics, and capabilities of results that are not here yet. */
class GeneratedCallsTest {

    private final MemoryVat.Loop loop = new MemoryVat.Loop();
    private final List<Capability> ours = new ArrayList<>();

    private MemoryPair pair(LocalServer server) {
        return new MemoryPair(
                new MemoryVat("left", new MemoryVat.Loop(), RpcLimits.DEFAULT, null),
                new MemoryVat("right", loop, RpcLimits.DEFAULT, Capability.local(server, loop)));
    }

    /** Keeps one text, of which everything else is derived. */
    private static final class Texts extends TextStore.Server {
        private String text = "none";

        @Override
        protected void get(
                TypedCallContext<Source.GetParams.Reader<Text.Reader>, Source.GetResults.Builder<Text.Builder>> call) {
            call.results().setValue(Text.factory, new Text.Reader(text));
            call.complete();
        }

        @Override
        protected void put(
                TypedCallContext<Store.PutParams.Reader<Text.Reader>, Store.PutResults.Builder<Text.Builder>> call) {
            Store.PutResults.Builder<Text.Builder> results = call.results();
            results.setPrevious(Text.factory, new Text.Reader(text));
            text = call.params().getValue().toString();
            // The first of the sources is what the caller gets back.
            results.setSame(call.table(), call.params().getSources().get(0).capability());
            call.complete();
        }

        @Override
        protected void convert(
                TypedCallContext<
                                Store.ConvertParams.Reader<Text.Reader, AnyPointer.Reader>,
                                Store.ConvertResults.Builder<Text.Builder, AnyPointer.Builder>>
                        call) {
            call.results().initValue().initAs(PrimitiveList.Int.factory, 1).set(0, text.length());
            call.results().initBox().initValue().setAs(Text.factory, new Text.Reader("any " + text));
            call.complete();
        }

        @Override
        protected void convert_(
                TypedCallContext<
                                Converter.ConvertParams.Reader<Text.Reader, PrimitiveList.Int.Reader>,
                                Converter.ConvertResults.Builder<Text.Builder, PrimitiveList.Int.Builder>>
                        call) {
            call.results()
                    .initValue(2)
                    .set(1, call.params().getValue().toString().length());
            call.complete();
        }
    }

    /** Answers with its name. */
    private static final class Named extends Base.Server {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        protected void call(TypedCallContext<Base.CallParams.Reader, Base.CallResults.Builder> call) {
            call.results().setText(name);
            call.complete();
        }
    }

    @Test
    void clientsAndServersOfGenericInterfacesKnowWhatTheParametersAreBoundTo() {
        MemoryPair pair = pair(new Texts());
        Capability root = pair.left.rpc.bootstrap();
        TextStore.Client texts = new TextStore.Client(root);
        Store.Client<Text.Builder, Text.Reader> store =
                Store.Client.newFactory(Text.factory).cast(texts);

        var put = store.putRequest();
        put.params().setValue(Text.factory, new Text.Reader("stored"));
        put.params().initSources(1).set(put.table(), 0, texts);
        put.params().initMixed().initValue().set(put.table(), texts);
        var putting = put.send();
        Store.Client<AnyPointer.Builder, AnyPointer.Reader> promised =
                putting.pipeline().getSame();
        var pipelined = promised.getRequest().send();
        pair.run();
        assertThat(putting.results().getPrevious()).hasToString("none");
        assertThat(pipelined.results().getValue().getAs(Text.factory)).hasToString("stored");
        assertThat(putting.results().getSame().isNull()).isFalse();

        var conversion = store.convertRequest(PrimitiveList.Int.factory).send();
        var unbound = store.convertRequest().send();
        var inherited = texts.convert_Request();
        inherited.params().setValue(Text.factory, new Text.Reader("four"));
        var converting = inherited.send();
        pair.run();
        assertThat(conversion.results().getValue().get(0)).isEqualTo(6);
        assertThat(unbound.results().getBox().getValue().getAs(Text.factory)).hasToString("any stored");
        assertThat(converting.results().getValue().get(1)).isEqualTo(4);

        promised.close();
        store.close();
        for (TypedCall<?, ?> call : List.of(putting, pipelined, conversion, unbound, converting)) {
            call.pending().response().close();
        }
        root.release();
        pair.run();
        pair.assertEmpty();
    }

    @Test
    void pipelinesReachGroupsUnionsAndPointersOfAnyType() {
        MemoryPair pair = pair(new Pipelined.Server() {
            @Override
            protected void ask(TypedCallContext<Pipelined.AskParams.Reader, Pipelined.AskResults.Builder> call) {
                Pipelined.AskResults.Builder results = call.results();
                fill(results.initDeep(), call.table());
                fill(results.getDeep().initChild(), call.table());
                results.initAny()
                        .initAs(Box.newFactory(Base.Client.FACTORY))
                        .initValue()
                        .set(call.table(), named("any"));
                results.initBox().initValue().set(call.table(), named("box"));
                results.initPair().initAny().initAs(Base.Client.FACTORY).set(call.table(), named("only"));
                call.complete();
            }

            private void fill(Pipelined.Deep.Builder deep, CapabilityTable table) {
                deep.getGroup().setBase(table, named("base"));
                deep.getGroup().getInner().initHolder().setBase(table, named("holder"));
            }

            @Override
            protected void whole(TypedCallContext<Pipelined.WholeParams.Reader, Pipelined.Deep.Builder> call) {
                call.results().setCapability(call.table(), named("whole"));
                Pipelined.Deep.Group.Inner.More.Builder more =
                        call.results().getGroup().getInner().initMore();
                more.setStore(call.table(), named("store"));
                CapabilityCopier.copy(
                        more.initAny(), call.table(), call.context().params());
                call.complete();
            }
        });
        Capability root = pair.left.rpc.bootstrap();
        Pipelined.Client client = new Pipelined.Client(root);
        var ask = client.askRequest().send();
        var whole = client.wholeRequest().send();
        Pipelined.AskResults.Pipeline results = ask.pipeline();
        List<String> names = new ArrayList<>();
        List<TypedCall<Base.CallResults.Reader, Base.CallResults.Pipeline>> calls = new ArrayList<>();
        Consumer<Capability> call = target -> {
            calls.add(new Base.Client(target).callRequest().send());
            target.release();
        };
        call.accept(results.getDeep().getGroup().getBase().capability());
        call.accept(
                results.getDeep().getGroup().getInner().getHolder().getBase().capability());
        call.accept(results.getDeep().getChild().getGroup().getBase().capability());
        call.accept(new Pipeline(results.getAny(), 0).asCapability());
        call.accept(results.getBox().capability(0));
        call.accept(results.getPair().capability(0));
        call.accept(whole.pipeline().getCapability());
        call.accept(whole.pipeline().getGroup().getInner().getMore().getStore().capability());
        pair.run();
        calls.forEach(done -> names.add(done.results().getText().toString()));
        assertThat(names).containsExactly("base", "holder", "base", "any", "box", "only", "whole", "store");

        calls.forEach(done -> done.pending().response().close());
        ask.pending().response().close();
        whole.pending().response().close();
        root.release();
        ours.forEach(Capability::release);
        pair.run();
        pair.assertEmpty();
    }

    private Capability named(String name) {
        Capability capability = Capability.local(new Named(name), loop);
        ours.add(capability);
        return capability;
    }
}
