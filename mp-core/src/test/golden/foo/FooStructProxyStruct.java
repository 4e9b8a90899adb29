package io.multiprocess.foo;

import io.multiprocess.proxy.type.Lists;
import io.multiprocess.proxy.type.Texts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import javax.annotation.processing.Generated;
import org.capnproto.StructList;

/** Copies a {@link FooStruct} to and from its message. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "foo.capnp"
)
public final class FooStructProxyStruct {
    private FooStructProxyStruct() {}

    /** Fills the message. */
    public static void build(FooStruct value, FooCapnp.FooStruct.Builder output) {
        output.setName(value.name());
        Lists.buildInts(value.setInt(), output.initSetInt(value.setInt().size()));
        Lists.buildBooleans(value.vectorBool(), output.initVectorBool(value.vectorBool().size()));
        if (value.optionalInt().isPresent()) {
            output.setHasOptionalInt(true);
            output.setOptionalInt(value.optionalInt().getAsInt());
        }
        Lists.buildInts(value.unorderedSetInt(), output.initUnorderedSetInt(value.unorderedSetInt().size()));
        buildIntegerByString(value.mapStringInt(), output.initMapStringInt(value.mapStringInt().size()));
    }

    /** Makes the Java value. */
    public static FooStruct read(FooCapnp.FooStruct.Reader input) {
        return new FooStruct(Texts.read(input.getName()), Lists.readIntSet(input.getSetInt()),
                Lists.readBooleans(input.getVectorBool()),
                input.getHasOptionalInt() ? OptionalInt.of(input.getOptionalInt()) : OptionalInt.empty(),
                Lists.readIntSet(input.getUnorderedSetInt()),
                readIntegerByString(input.getMapStringInt()));
    }

    private static void buildIntegerByString(Map<String, Integer> value,
            StructList.Builder<FooCapnp.StringIntPair.Builder> output) {
        int i = 0;
        for (Map.Entry<String, Integer> entry : value.entrySet()) {
            FooCapnp.StringIntPair.Builder pair = output.get(i++);
            pair.setFirst(entry.getKey());
            pair.setSecond(entry.getValue());
        }
    }

    private static Map<String, Integer> readIntegerByString(
            StructList.Reader<FooCapnp.StringIntPair.Reader> input) {
        Map<String, Integer> value = new LinkedHashMap<>();
        for (FooCapnp.StringIntPair.Reader entry : input) {
            value.put(Texts.read(entry.getFirst()), entry.getSecond());
        }
        return value;
    }
}
