package io.multiprocess.proxy;

import io.multiprocess.foo.FooCapnp;
import io.multiprocess.foo.FooCapnp.FooInterface;
import io.multiprocess.rpc.FuzzCorpus;
import org.capnproto.MessageBuilder;
import org.capnproto.StructList;
import org.capnproto.Text;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the corpus of the proxies' fuzz targets, and mutations of it. The corpus has a file for each kind of content
 * ({@code -Dgolden.update=true} writes them) and whatever Jazzer has found.
 */
class ProxyFuzzCorpusTest {

    private static final Path CORPUS =
            Path.of("src", "test", "resources", "io", "multiprocess", "proxy", "ProxyFuzzTestInputs");

    /** A pointer to the first of the capabilities that come with every payload, and to one that does not. */
    private static final long CAPABILITY = 3;

    private static final long NO_CAPABILITY = 3 | 9L << 32;

    @Test
    void everyKindOfContentIsInTheCorpus() throws IOException {
        for (Map.Entry<String, byte[]> content : contents().entrySet()) {
            String[] name = content.getKey().split(" ");
            for (int i = 1; i < name.length; i++) {
                Path file = CORPUS.resolve(i == 1 ? "serverReaders" : "clientReaders")
                        .resolve(name[0]);
                byte[] segment = content.getValue();
                byte[] bytes = ByteBuffer.allocate(1 + segment.length)
                        .put(Byte.parseByte(name[i]))
                        .put(segment)
                        .array();
                if (Boolean.getBoolean("golden.update")) {
                    Files.createDirectories(file.getParent());
                    Files.write(file, bytes);
                }
                assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
            }
        }
    }

    /** Segments, by name, ordinal of a method with such params, and index of a call with such results. */
    private static Map<String, byte[]> contents() {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put("numbers 0 0", segment(message -> {
            var params = message.initRoot(FooInterface.AddParams.factory);
            params.setA(1);
            params.setB(-2);
        }));
        contents.put("numbersInOut 20 15", contents.get("numbers 0 0"));
        contents.put("map 1 1", segment(message -> {
            StructList.Builder<FooCapnp.Pair.Builder<Text.Builder, Text.Builder>> map =
                    message.initRoot(FooInterface.MapSizeParams.factory).initMap(2);
            assertThat(map.size()).isEqualTo(2);
        }));
        byte[] struct = segment(message -> {
            FooCapnp.FooStruct.Builder arg =
                    message.initRoot(FooInterface.PassParams.factory).initArg();
            arg.setName("näme");
            arg.initSetInt(2).set(0, 7);
            arg.initVectorBool(9).set(8, true);
            arg.setOptionalInt(3);
            arg.setHasOptionalInt(true);
            arg.initMapStringInt(1).get(0).setFirst("key");
        });
        contents.put("struct 2 2", struct);
        contents.put("exception 3 3", struct);
        contents.put(
                "custom 11 4",
                segment(message -> message.initRoot(FooInterface.PassCustomParams.factory)
                        .initArg()
                        .setV1("v")));
        contents.put(
                "empty 12 5",
                segment(message ->
                        message.initRoot(FooInterface.PassEmptyParams.factory).initArg()));
        byte[] text = segment(message -> message.initRoot(FooInterface.PassMessageParams.factory)
                .initArg()
                .setMessage("message"));
        contents.put("message 13 6", text);
        contents.put("mutable 14 7", text);
        contents.put(
                "enum 15 8",
                segment(message ->
                        message.initRoot(FooInterface.PassEnumParams.factory).setArg(2)));
        contents.put(
                "double 23 9",
                segment(message ->
                        message.initRoot(FooInterface.PassDoubleParams.factory).setArg(1.5)));
        contents.put(
                "data 24 10",
                segment(message ->
                        message.initRoot(FooInterface.PassDataParams.factory).setArg(new byte[] {1, 2, 3})));
        contents.put(
                "dataPointers 22 11",
                segment(message -> message.initRoot(FooInterface.PassDataPointersParams.factory)
                        .initArg(2)));
        contents.put("threadMap 4 13", words(1L << 48, CAPABILITY));
        contents.put("callback 5 14", words(1L << 32 | 2L << 48, 5, 0, CAPABILITY));
        contents.put("noCallback 8 12", words(2L << 48, 0, NO_CAPABILITY));
        return contents;
    }

    private static byte[] segment(Consumer<MessageBuilder> filled) {
        MessageBuilder message = new MessageBuilder();
        filled.accept(message);
        ByteBuffer[] segments = message.getSegmentsForOutput();
        assertThat(segments).hasSize(1);
        byte[] bytes = new byte[segments[0].remaining()];
        segments[0].get(bytes);
        return bytes;
    }

    private static byte[] words(long... words) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long word : words) {
            bytes.putLong(word);
        }
        return bytes.array();
    }

    @Test
    void serverReaders() throws IOException {
        run("serverReaders", ProxyFuzzTargets::serverReaders);
    }

    @Test
    void clientReaders() throws IOException {
        run("clientReaders", ProxyFuzzTargets::clientReaders);
    }

    private static void run(String target, Consumer<byte[]> survives) throws IOException {
        FuzzCorpus.run(CORPUS.resolve(target), 8, 2, ProxyFuzzCorpusTest::changeAllButTheFirst, survives);
    }

    /** The first byte says which method the others are for. */
    private static void changeAllButTheFirst(byte[] input, Random random) {
        int at = 1 + random.nextInt(input.length - 1);
        input[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : input[at] ^ 1 << random.nextInt(8));
    }
}
