package io.multiprocess.shapes;

import io.multiprocess.capability.CapabilityList;
import io.multiprocess.proxy.InvokeContext;
import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyServerContext;
import io.multiprocess.proxy.ServerInvokeContext;
import io.multiprocess.proxy.type.Failures;
import io.multiprocess.proxy.type.Interfaces;
import io.multiprocess.proxy.type.Numbers;
import io.multiprocess.proxy.type.Texts;
import io.multiprocess.proxy.type.ThreadMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javax.annotation.processing.Generated;
import org.capnproto.EnumList;
import org.capnproto.StructList;
import org.capnproto.Text;

/** Serves a {@link Studio} to another process. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
final class StudioProxyServer extends ProxyServer<Studio> {
    StudioProxyServer(Studio impl, ProxyServerContext context) {
        super(StudioProxyClient.TYPE, impl, context);
    }

    @Override
    protected void invoke(ServerInvokeContext call) throws Exception {
        switch (call.methodIndex()) {
            case 0 -> destroy(call);
            case 1 -> area(call);
            case 2 -> mirror(call);
            case 3 -> paint(call);
            case 4 -> limits(call);
            case 5 -> name(call);
            case 6 -> find(call);
            case 7 -> swap(call);
            case 8 -> brushes(call);
            case 9 -> useAll(call);
            case 10 -> draw(call);
            case 11 -> fail(call);
            case 12 -> wait2(call);
            case 13 -> construct(call);
            case 14 -> brush(call);
            case 15 -> span(call);
            case 16 -> note(call);
            case 17 -> sign(call);
            default -> throw call.unimplemented();
        }
    }

    private void area(ServerInvokeContext call) {
        ShapesCapnp.Studio.AreaParams.Reader params = call.params(ShapesCapnp.Studio.AreaParams.factory);
        Shape shape = ShapeProxyStruct.read(params.getShape());
        double result = impl(call).area(shape);
        ShapesCapnp.Studio.AreaResults.Builder results = call.results(ShapesCapnp.Studio.AreaResults.factory);
        results.setResult(result);
    }

    private void mirror(ServerInvokeContext call) {
        ShapesCapnp.Studio.MirrorParams.Reader params = call.params(ShapesCapnp.Studio.MirrorParams.factory);
        Shape shape = ShapeProxyStruct.read(params.getShape());
        Shape result = impl(call).mirror(shape);
        ShapesCapnp.Studio.MirrorResults.Builder results = call.results(ShapesCapnp.Studio.MirrorResults.factory);
        if (result != null) {
            ShapeProxyStruct.build(result, results.initResult());
        }
    }

    private void paint(ServerInvokeContext call) {
        ShapesCapnp.Studio.PaintParams.Reader params = call.params(ShapesCapnp.Studio.PaintParams.factory);
        Color color = ColorProxyEnum.read(params.getColor());
        List<Color> layers = readColorList(params.getLayers());
        Color result = impl(call).paint(color, layers);
        ShapesCapnp.Studio.PaintResults.Builder results = call.results(ShapesCapnp.Studio.PaintResults.factory);
        results.setResult(ColorProxyEnum.build(result));
    }

    private void limits(ServerInvokeContext call) {
        ShapesCapnp.Studio.LimitsParams.Reader params = call.params(ShapesCapnp.Studio.LimitsParams.factory);
        int a = Numbers.fromUInt8(params.getA());
        int b = Numbers.fromUInt16(params.getB());
        long c = Numbers.fromUInt32(params.getC());
        long d = Numbers.fromUInt64(params.getD());
        Studio.LimitsResult result = impl(call).limits(a, b, c, d);
        ShapesCapnp.Studio.LimitsResults.Builder results = call.results(ShapesCapnp.Studio.LimitsResults.factory);
        results.setA(Numbers.toUInt8(result.a()));
        results.setB(Numbers.toUInt16(result.b()));
        results.setC(Numbers.toUInt32(result.c()));
        results.setD(Numbers.toUInt64(result.d()));
    }

    private void name(ServerInvokeContext call) {
        ShapesCapnp.Studio.NameParams.Reader params = call.params(ShapesCapnp.Studio.NameParams.factory);
        String first = Texts.read(params.getFirst());
        float scale = params.getScale();
        int count = params.getCount();
        boolean loud = params.getLoud();
        String result = impl(call).name(first, scale, count, loud);
        ShapesCapnp.Studio.NameResults.Builder results = call.results(ShapesCapnp.Studio.NameResults.factory);
        results.setResult(result);
    }

    private void find(ServerInvokeContext call) {
        ShapesCapnp.Studio.FindParams.Reader params = call.params(ShapesCapnp.Studio.FindParams.factory);
        String key = Texts.read(params.getKey());
        OptionalLong result = impl(call).find(key);
        ShapesCapnp.Studio.FindResults.Builder results = call.results(ShapesCapnp.Studio.FindResults.factory);
        if (result.isPresent()) {
            results.setHasResult(true);
            results.setResult(result.getAsLong());
        }
    }

    private void swap(ServerInvokeContext call) {
        ShapesCapnp.Studio.SwapParams.Reader params = call.params(ShapesCapnp.Studio.SwapParams.factory);
        Pair<String, List<Pair<String, String>>> pair = readPair(params.getPair());
        Pair<List<Pair<String, String>>, String> result = impl(call).swap(pair);
        ShapesCapnp.Studio.SwapResults.Builder results = call.results(ShapesCapnp.Studio.SwapResults.factory);
        if (result != null) {
            buildPair(result, results.initResult());
        }
    }

    private void brushes(ServerInvokeContext call) {
        ShapesCapnp.Studio.BrushesParams.Reader params = call.params(ShapesCapnp.Studio.BrushesParams.factory);
        int count = params.getCount();
        List<Brush> result = impl(call).brushes(count);
        ShapesCapnp.Studio.BrushesResults.Builder results = call.results(ShapesCapnp.Studio.BrushesResults.factory);
        buildBrushList(call, result, results.initResult(result.size()));
    }

    private void useAll(ServerInvokeContext call) {
        ShapesCapnp.Studio.UseAllParams.Reader params = call.params(ShapesCapnp.Studio.UseAllParams.factory);
        List<Brush> brushes = readBrushList(call, params.getBrushes());
        int result = impl(call).useAll(brushes);
        ShapesCapnp.Studio.UseAllResults.Builder results = call.results(ShapesCapnp.Studio.UseAllResults.factory);
        results.setResult(result);
    }

    private void draw(ServerInvokeContext call) {
        ShapesCapnp.Studio.DrawParams.Reader params = call.params(ShapesCapnp.Studio.DrawParams.factory);
        Picture picture = PictureProxyStruct.read(params.getPicture());
        Picture result = impl(call).draw(picture);
        ShapesCapnp.Studio.DrawResults.Builder results = call.results(ShapesCapnp.Studio.DrawResults.factory);
        if (result != null) {
            PictureProxyStruct.build(result, results.initResult());
        }
    }

    private void fail(ServerInvokeContext call) throws OddityException {
        ShapesCapnp.Studio.FailParams.Reader params = call.params(ShapesCapnp.Studio.FailParams.factory);
        String reason = Texts.read(params.getReason());
        impl(call).fail(reason);
    }

    private void wait2(ServerInvokeContext call) {
        impl(call).wait_();
    }

    private void construct(ServerInvokeContext call) {
        ShapesCapnp.Studio.ConstructParams.Reader params = call.params(ShapesCapnp.Studio.ConstructParams.factory);
        ThreadMaps.read(call, params.getThreadMap());
        ShapesCapnp.Studio.ConstructResults.Builder results = call.results(ShapesCapnp.Studio.ConstructResults.factory);
        results.setThreadMap(call.capabilities(), ThreadMaps.build(call));
    }

    private void brush(ServerInvokeContext call) {
        ShapesCapnp.Studio.BrushParams.Reader params = call.params(ShapesCapnp.Studio.BrushParams.factory);
        int width = params.getWidth();
        Brush result = impl(call).brush(width);
        ShapesCapnp.Studio.BrushResults.Builder results = call.results(ShapesCapnp.Studio.BrushResults.factory);
        results.setResult(call.capabilities(), Interfaces.build(call, BrushProxyClient.TYPE, result, true));
    }

    private void span(ServerInvokeContext call) {
        ShapesCapnp.Studio.SpanParams.Reader params = call.params(ShapesCapnp.Studio.SpanParams.factory);
        int rangeFrom = params.getRange().getFrom();
        int rangeTo = params.getRange().getTo();
        String label = Texts.read(params.getLabel());
        String result = impl(call).span(rangeFrom, rangeTo, label);
        ShapesCapnp.Studio.SpanResults.Builder results = call.results(ShapesCapnp.Studio.SpanResults.factory);
        results.setResult(result);
    }

    private void note(ServerInvokeContext call) {
        ShapesCapnp.Studio.NoteParams.Reader params = call.params(ShapesCapnp.Studio.NoteParams.factory);
        Note note = NoteProxyStruct.read(params.getNote());
        Note result = impl(call).note(note);
        ShapesCapnp.Studio.NoteResults.Builder results = call.results(ShapesCapnp.Studio.NoteResults.factory);
        if (result != null) {
            NoteProxyStruct.build(result, results.initResult());
        }
    }

    private void sign(ServerInvokeContext call) {
        ShapesCapnp.Studio.SignParams.Reader params = call.params(ShapesCapnp.Studio.SignParams.factory);
        String name = Texts.read(params.getName());
        Studio.SignResult result = impl(call).sign(name);
        ShapesCapnp.Studio.SignResults.Builder results = call.results(ShapesCapnp.Studio.SignResults.factory);
        if (result.note() != null) {
            NoteProxyStruct.build(result.note(), results.initNote());
        }
        results.setResult(result.result());
    }

    @Override
    protected boolean buildException(ServerInvokeContext call, Throwable failure) {
        if (call.methodIndex() == 11 && failure instanceof OddityException error) {
            ShapesCapnp.Studio.FailResults.Builder results = call.results(ShapesCapnp.Studio.FailResults.factory);
            results.setOdd(Failures.message(error));
            return true;
        }
        if (call.methodIndex() == 11 && failure instanceof RuntimeException error) {
            ShapesCapnp.Studio.FailResults.Builder results = call.results(ShapesCapnp.Studio.FailResults.factory);
            results.setError(Failures.message(error));
            return true;
        }
        return false;
    }

    private static List<Color> readColorList(EnumList.Reader<ShapesCapnp.Color> input) {
        List<Color> value = new ArrayList<>(input.size());
        for (int i = 0; i < input.size(); i++) {
            value.add(ColorProxyEnum.read(input.get(i)));
        }
        return value;
    }

    private static Pair<String, List<Pair<String, String>>> readPair(
            ShapesCapnp.Pair.Reader<Text.Reader, StructList.Reader<ShapesCapnp.Pair.Reader<Text.Reader, Text.Reader>>> input) {
        return new Pair<String, List<Pair<String, String>>>(input.hasFirst() ? Texts.read(input.getFirst()) : null,
                input.hasSecond() ? readStringPairList(input.getSecond()) : null);
    }

    private static List<Pair<String, String>> readStringPairList(
            StructList.Reader<ShapesCapnp.Pair.Reader<Text.Reader, Text.Reader>> input) {
        List<Pair<String, String>> value = new ArrayList<>(input.size());
        for (int i = 0; i < input.size(); i++) {
            value.add(readPair2(input.get(i)));
        }
        return value;
    }

    private static Pair<String, String> readPair2(
            ShapesCapnp.Pair.Reader<Text.Reader, Text.Reader> input) {
        return new Pair<String, String>(input.hasFirst() ? Texts.read(input.getFirst()) : null,
                input.hasSecond() ? Texts.read(input.getSecond()) : null);
    }

    private static void buildPair(Pair<List<Pair<String, String>>, String> value,
            ShapesCapnp.Pair.Builder<StructList.Builder<ShapesCapnp.Pair.Builder<Text.Builder, Text.Builder>>, Text.Builder> output) {
        if (value.first() != null) {
            buildStringPairList(value.first(), output.initFirst(value.first().size()));
        }
        if (value.second() != null) {
            output.setSecond(Text.factory, Texts.reader(value.second()));
        }
    }

    private static void buildStringPairList(List<Pair<String, String>> value,
            StructList.Builder<ShapesCapnp.Pair.Builder<Text.Builder, Text.Builder>> output) {
        int i = 0;
        for (Pair<String, String> element : value) {
            buildPair2(element, output.get(i));
            i++;
        }
    }

    private static void buildPair2(Pair<String, String> value,
            ShapesCapnp.Pair.Builder<Text.Builder, Text.Builder> output) {
        if (value.first() != null) {
            output.setFirst(Text.factory, Texts.reader(value.first()));
        }
        if (value.second() != null) {
            output.setSecond(Text.factory, Texts.reader(value.second()));
        }
    }

    private static void buildBrushList(InvokeContext context, List<Brush> value,
            CapabilityList.Builder output) {
        int i = 0;
        for (Brush element : value) {
            output.set(context.capabilities(), i, Interfaces.build(context, BrushProxyClient.TYPE, element, true));
            i++;
        }
    }

    private static List<Brush> readBrushList(InvokeContext context,
            CapabilityList.Reader<ShapesCapnp.Brush.Client> input) {
        List<Brush> value = new ArrayList<>(input.size());
        for (int i = 0; i < input.size(); i++) {
            value.add(Interfaces.read(context, BrushProxyClient.TYPE, input.get(i)));
        }
        return value;
    }
}
