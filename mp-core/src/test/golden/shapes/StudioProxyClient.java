package io.multiprocess.shapes;

import io.multiprocess.capability.CapabilityList;
import io.multiprocess.proxy.ClientInvokeContext;
import io.multiprocess.proxy.InvokeContext;
import io.multiprocess.proxy.ProxyClient;
import io.multiprocess.proxy.ProxyContext;
import io.multiprocess.proxy.ProxyMethod;
import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyServerContext;
import io.multiprocess.proxy.ProxyType;
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

/** Calls a {@link Studio} in another process. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
public final class StudioProxyClient extends ProxyClient<Studio> implements Studio {
    static final ProxyMethod DESTROY = ProxyMethod.of(0, ShapesCapnp.Studio.ID, 0, "Studio.destroy", 4, 0);

    static final ProxyMethod AREA = ProxyMethod.of(1, ShapesCapnp.Studio.ID, 1, "Studio.area", 13, 0);

    static final ProxyMethod MIRROR = ProxyMethod.of(2, ShapesCapnp.Studio.ID, 2, "Studio.mirror", 10, ProxyMethod.NO_CONTEXT);

    static final ProxyMethod PAINT = ProxyMethod.of(3, ShapesCapnp.Studio.ID, 3, "Studio.paint", 14, 0).copied();

    static final ProxyMethod LIMITS = ProxyMethod.of(4, ShapesCapnp.Studio.ID, 4, "Studio.limits", 3, ProxyMethod.NO_CONTEXT).copied();

    static final ProxyMethod NAME = ProxyMethod.of(5, ShapesCapnp.Studio.ID, 5, "Studio.name", 12, ProxyMethod.NO_CONTEXT).copied();

    static final ProxyMethod FIND = ProxyMethod.of(6, ShapesCapnp.Studio.ID, 6, "Studio.find", 10, ProxyMethod.NO_CONTEXT).copied();

    static final ProxyMethod SWAP = ProxyMethod.of(7, ShapesCapnp.Studio.ID, 7, "Studio.swap", 10, ProxyMethod.NO_CONTEXT);

    static final ProxyMethod BRUSHES = ProxyMethod.of(8, ShapesCapnp.Studio.ID, 8, "Studio.brushes", 5, 0).copied();

    static final ProxyMethod USE_ALL = ProxyMethod.of(9, ShapesCapnp.Studio.ID, 9, "Studio.useAll", 13, 0).copied();

    static final ProxyMethod DRAW = ProxyMethod.of(10, ShapesCapnp.Studio.ID, 10, "Studio.draw", 10, ProxyMethod.NO_CONTEXT);

    static final ProxyMethod FAIL = ProxyMethod.of(11, ShapesCapnp.Studio.ID, 11, "Studio.fail", 10, ProxyMethod.NO_CONTEXT).copied();

    static final ProxyMethod WAIT = ProxyMethod.of(12, ShapesCapnp.Studio.ID, 12, "Studio.wait", 4, 0).copied();

    static final ProxyMethod CONSTRUCT = ProxyMethod.of(13, ShapesCapnp.Studio.ID, 13, "Studio.construct", 2, ProxyMethod.NO_CONTEXT);

    static final ProxyMethod BRUSH = ProxyMethod.of(14, ShapesCapnp.Studio.ID, 14, "Studio.brush", 5, 0).copied();

    static final ProxyMethod SPAN = ProxyMethod.of(15, ShapesCapnp.Studio.ID, 15, "Studio.span", 19, ProxyMethod.NO_CONTEXT).copied();

    static final ProxyMethod NOTE = ProxyMethod.of(16, ShapesCapnp.Studio.ID, 16, "Studio.note", 10, ProxyMethod.NO_CONTEXT);

    static final ProxyMethod SIGN = ProxyMethod.of(17, ShapesCapnp.Studio.ID, 17, "Studio.sign", 10, ProxyMethod.NO_CONTEXT);

    /** How to make proxies of {@link Studio}. */
    public static final ProxyType<Studio> TYPE = new ProxyType<Studio>(Studio.class, "shapes.capnp:Studio", ShapesCapnp.Studio.ID, DESTROY, AREA, MIRROR, PAINT, LIMITS, NAME, FIND, SWAP, BRUSHES, USE_ALL, DRAW, FAIL, WAIT, CONSTRUCT, BRUSH, SPAN, NOTE, SIGN) {
        @Override
        public Studio newClient(ProxyContext context) {
            return new StudioProxyClient(context);
        }

        @Override
        public ProxyServer<Studio> newServer(Studio impl, ProxyServerContext context) {
            return new StudioProxyServer(impl, context);
        }

        @Override
        protected void construct(ProxyContext context) throws Exception {
            try (ClientInvokeContext call = context.begin(CONSTRUCT)) {
                ShapesCapnp.Studio.ConstructParams.Builder params = call.params(ShapesCapnp.Studio.ConstructParams.factory);
                params.setThreadMap(call.capabilities(), ThreadMaps.build(call));
                try {
                    ShapesCapnp.Studio.ConstructResults.Reader results = call.invoke(ShapesCapnp.Studio.ConstructResults.factory);
                    ThreadMaps.read(call, results.getThreadMap());
                } catch (RuntimeException failure) {
                    throw call.readingFailed(failure);
                }
            }
        }

        @Override
        protected void destroy(ProxyContext context) throws Exception {
            try (ClientInvokeContext call = context.begin(DESTROY)) {
                ShapesCapnp.Studio.DestroyParams.Builder params = call.params(ShapesCapnp.Studio.DestroyParams.factory);
                call.buildContext(params.initContext());
                call.invoke();
            }
        }
    };

    StudioProxyClient(ProxyContext context) {
        super(context);
    }

    @Override
    public double area(Shape shape) {
        try (ClientInvokeContext call = context.begin(AREA)) {
            ShapesCapnp.Studio.AreaParams.Builder params = call.params(ShapesCapnp.Studio.AreaParams.factory);
            call.buildContext(params.initContext());
            ShapeProxyStruct.build(shape, params.initShape());
            try {
                return call.invoke(ShapesCapnp.Studio.AreaResults.factory).getResult();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public Shape mirror(Shape shape) {
        try (ClientInvokeContext call = context.begin(MIRROR)) {
            ShapesCapnp.Studio.MirrorParams.Builder params = call.params(ShapesCapnp.Studio.MirrorParams.factory);
            ShapeProxyStruct.build(shape, params.initShape());
            try {
                ShapesCapnp.Studio.MirrorResults.Reader results = call.invoke(ShapesCapnp.Studio.MirrorResults.factory);
                return results.hasResult() ? ShapeProxyStruct.read(results.getResult()) : null;
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public Color paint(Color color, List<Color> layers) {
        try (ClientInvokeContext call = context.begin(PAINT)) {
            ShapesCapnp.Studio.PaintParams.Builder params = call.params(ShapesCapnp.Studio.PaintParams.factory);
            call.buildContext(params.initContext());
            params.setColor(ColorProxyEnum.build(color));
            buildColorList(layers, params.initLayers(layers.size()));
            try {
                return ColorProxyEnum.read(call.invoke(ShapesCapnp.Studio.PaintResults.factory).getResult());
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public Studio.LimitsResult limits(int a, int b, long c, long d) {
        try (ClientInvokeContext call = context.begin(LIMITS)) {
            ShapesCapnp.Studio.LimitsParams.Builder params = call.params(ShapesCapnp.Studio.LimitsParams.factory);
            params.setA(Numbers.toUInt8(a));
            params.setB(Numbers.toUInt16(b));
            params.setC(Numbers.toUInt32(c));
            params.setD(Numbers.toUInt64(d));
            try {
                ShapesCapnp.Studio.LimitsResults.Reader results = call.invoke(ShapesCapnp.Studio.LimitsResults.factory);
                return new Studio.LimitsResult(Numbers.fromUInt8(results.getA()),
                        Numbers.fromUInt16(results.getB()), Numbers.fromUInt32(results.getC()),
                        Numbers.fromUInt64(results.getD()));
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public String name(String first, float scale, int count, boolean loud) {
        try (ClientInvokeContext call = context.begin(NAME)) {
            ShapesCapnp.Studio.NameParams.Builder params = call.params(ShapesCapnp.Studio.NameParams.factory);
            params.setFirst(first);
            params.setScale(scale);
            params.setCount(count);
            params.setLoud(loud);
            try {
                return Texts.read(call.invoke(ShapesCapnp.Studio.NameResults.factory).getResult());
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public OptionalLong find(String key) {
        try (ClientInvokeContext call = context.begin(FIND)) {
            ShapesCapnp.Studio.FindParams.Builder params = call.params(ShapesCapnp.Studio.FindParams.factory);
            params.setKey(key);
            try {
                ShapesCapnp.Studio.FindResults.Reader results = call.invoke(ShapesCapnp.Studio.FindResults.factory);
                return results.getHasResult() ? OptionalLong.of(results.getResult()) : OptionalLong.empty();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public Pair<List<Pair<String, String>>, String> swap(
            Pair<String, List<Pair<String, String>>> pair) {
        try (ClientInvokeContext call = context.begin(SWAP)) {
            ShapesCapnp.Studio.SwapParams.Builder params = call.params(ShapesCapnp.Studio.SwapParams.factory);
            buildPair(pair, params.initPair());
            try {
                ShapesCapnp.Studio.SwapResults.Reader results = call.invoke(ShapesCapnp.Studio.SwapResults.factory);
                return results.hasResult() ? readPair(results.getResult()) : null;
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public List<Brush> brushes(int count) {
        try (ClientInvokeContext call = context.begin(BRUSHES)) {
            ShapesCapnp.Studio.BrushesParams.Builder params = call.params(ShapesCapnp.Studio.BrushesParams.factory);
            call.buildContext(params.initContext());
            params.setCount(count);
            try {
                return readBrushList(call, call.invoke(ShapesCapnp.Studio.BrushesResults.factory).getResult());
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public int useAll(List<Brush> brushes) {
        try (ClientInvokeContext call = context.begin(USE_ALL)) {
            ShapesCapnp.Studio.UseAllParams.Builder params = call.params(ShapesCapnp.Studio.UseAllParams.factory);
            call.buildContext(params.initContext());
            buildBrushList(call, brushes, params.initBrushes(brushes.size()));
            try {
                return call.invoke(ShapesCapnp.Studio.UseAllResults.factory).getResult();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public Picture draw(Picture picture) {
        try (ClientInvokeContext call = context.begin(DRAW)) {
            ShapesCapnp.Studio.DrawParams.Builder params = call.params(ShapesCapnp.Studio.DrawParams.factory);
            PictureProxyStruct.build(picture, params.initPicture());
            try {
                ShapesCapnp.Studio.DrawResults.Reader results = call.invoke(ShapesCapnp.Studio.DrawResults.factory);
                return results.hasResult() ? PictureProxyStruct.read(results.getResult()) : null;
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public void fail(String reason) throws OddityException {
        try (ClientInvokeContext call = context.begin(FAIL)) {
            ShapesCapnp.Studio.FailParams.Builder params = call.params(ShapesCapnp.Studio.FailParams.factory);
            params.setReason(reason);
            try {
                ShapesCapnp.Studio.FailResults.Reader results = call.invoke(ShapesCapnp.Studio.FailResults.factory);
                if (results.hasError()) {
                    throw new RuntimeException(Texts.read(results.getError()));
                }
                if (results.hasOdd()) {
                    throw new OddityException(Texts.read(results.getOdd()));
                }
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public void wait_() {
        try (ClientInvokeContext call = context.begin(WAIT)) {
            ShapesCapnp.Studio.WaitParams.Builder params = call.params(ShapesCapnp.Studio.WaitParams.factory);
            call.buildContext(params.initContext());
            call.invoke();
        }
    }

    @Override
    public Brush brush(int width) {
        try (ClientInvokeContext call = context.begin(BRUSH)) {
            ShapesCapnp.Studio.BrushParams.Builder params = call.params(ShapesCapnp.Studio.BrushParams.factory);
            call.buildContext(params.initContext());
            params.setWidth(width);
            try {
                return Interfaces.read(call, BrushProxyClient.TYPE, call.invoke(ShapesCapnp.Studio.BrushResults.factory).getResult());
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public Brush brushPipelined(int width) {
        try (ClientInvokeContext call = context.beginAsync(BRUSH)) {
            ShapesCapnp.Studio.BrushParams.Builder params = call.params(ShapesCapnp.Studio.BrushParams.factory);
            call.buildContext(params.initContext());
            params.setWidth(width);
            return call.invokePipelined(BrushProxyClient.TYPE, 0);
        }
    }

    @Override
    public String span(int rangeFrom, int rangeTo, String label) {
        try (ClientInvokeContext call = context.begin(SPAN)) {
            ShapesCapnp.Studio.SpanParams.Builder params = call.params(ShapesCapnp.Studio.SpanParams.factory);
            ShapesCapnp.Range.Builder range = params.initRange();
            range.setFrom(rangeFrom);
            range.setTo(rangeTo);
            params.setLabel(label);
            try {
                return Texts.read(call.invoke(ShapesCapnp.Studio.SpanResults.factory).getResult());
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public Note note(Note note) {
        try (ClientInvokeContext call = context.begin(NOTE)) {
            ShapesCapnp.Studio.NoteParams.Builder params = call.params(ShapesCapnp.Studio.NoteParams.factory);
            NoteProxyStruct.build(note, params.initNote());
            try {
                ShapesCapnp.Studio.NoteResults.Reader results = call.invoke(ShapesCapnp.Studio.NoteResults.factory);
                return results.hasResult() ? NoteProxyStruct.read(results.getResult()) : null;
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public Studio.SignResult sign(String name) {
        try (ClientInvokeContext call = context.begin(SIGN)) {
            ShapesCapnp.Studio.SignParams.Builder params = call.params(ShapesCapnp.Studio.SignParams.factory);
            params.setName(name);
            try {
                ShapesCapnp.Studio.SignResults.Reader results = call.invoke(ShapesCapnp.Studio.SignResults.factory);
                return new Studio.SignResult(results.hasNote() ? NoteProxyStruct.read(results.getNote()) : null,
                        results.getResult());
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public void close() {
        context.close();
    }

    private static void buildColorList(List<Color> value,
            EnumList.Builder<ShapesCapnp.Color> output) {
        int i = 0;
        for (Color element : value) {
            output.set(i, ColorProxyEnum.build(element));
            i++;
        }
    }

    private static void buildPair(Pair<String, List<Pair<String, String>>> value,
            ShapesCapnp.Pair.Builder<Text.Builder, StructList.Builder<ShapesCapnp.Pair.Builder<Text.Builder, Text.Builder>>> output) {
        if (value.first() != null) {
            output.setFirst(Text.factory, Texts.reader(value.first()));
        }
        if (value.second() != null) {
            buildStringPairList(value.second(), output.initSecond(value.second().size()));
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

    private static Pair<List<Pair<String, String>>, String> readPair(
            ShapesCapnp.Pair.Reader<StructList.Reader<ShapesCapnp.Pair.Reader<Text.Reader, Text.Reader>>, Text.Reader> input) {
        return new Pair<List<Pair<String, String>>, String>(input.hasFirst() ? readStringPairList(input.getFirst()) : null,
                input.hasSecond() ? Texts.read(input.getSecond()) : null);
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

    private static List<Brush> readBrushList(InvokeContext context,
            CapabilityList.Reader<ShapesCapnp.Brush.Client> input) {
        List<Brush> value = new ArrayList<>(input.size());
        for (int i = 0; i < input.size(); i++) {
            value.add(Interfaces.read(context, BrushProxyClient.TYPE, input.get(i)));
        }
        return value;
    }

    private static void buildBrushList(InvokeContext context, List<Brush> value,
            CapabilityList.Builder output) {
        int i = 0;
        for (Brush element : value) {
            output.set(context.capabilities(), i, Interfaces.build(context, BrushProxyClient.TYPE, element, false));
            i++;
        }
    }
}
