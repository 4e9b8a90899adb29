package io.multiprocess.spring.index;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;
import org.springframework.util.StringUtils;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The remote interfaces on the class path, read from every {@value #LOCATION}.
 *
 * <p>A line names a Java interface and, as {@code key=value}, what was generated for it. Unknown keys are passed over, so
 * that a newer plugin and an older starter get along. When two jars know the same interface, the first on the class path
 * wins, as it does for the classes themselves.
 *
 * <p>Immutable.
 */
public final class ProxyIndex {

    /** Where the plugin writes the index. */
    public static final String LOCATION = "META-INF/multiprocess/proxies.index";

    private final Map<String, Entry> entries;

    private ProxyIndex(Map<String, Entry> entries) {
        this.entries = Collections.unmodifiableMap(entries);
    }

    /**
     * One interface.
     *
     * @param javaInterface binary name of the Java interface
     * @param clientClass binary name of its generated {@code …ProxyClient}
     * @param serverClass binary name of its generated {@code …ProxyServer}
     * @param interfaceId id of the interface in the schema
     * @param hasConstruct whether it swaps thread maps itself, as a libmultiprocess root does
     * @param hasDestroy whether closing a proxy tells the server
     * @param superclassIds ids of all the interfaces it extends
     * @param types classes that generated code reaches by reflection
     */
    public record Entry(
            String javaInterface,
            String clientClass,
            String serverClass,
            long interfaceId,
            boolean hasConstruct,
            boolean hasDestroy,
            List<Long> superclassIds,
            List<String> types) {}

    /**
     * Reads the indexes that a class loader sees.
     *
     * @param classLoader the class loader of the application, {@code null} for the system's
     * @throws UncheckedIOException when an index cannot be read
     * @throws IllegalStateException when one is not in the form of an index
     */
    public static ProxyIndex load(@Nullable ClassLoader classLoader) {
        Map<String, Entry> entries = new TreeMap<>();
        try {
            ClassLoader loader = classLoader != null ? classLoader : ClassLoader.getSystemClassLoader();
            for (URL url : Collections.list(loader.getResources(LOCATION))) {
                read(new UrlResource(url), entries);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + LOCATION + ": " + e.getMessage(), e);
        }
        return new ProxyIndex(entries);
    }

    /**
     * Reads one index.
     *
     * @throws IOException when the resource cannot be read
     * @throws IllegalStateException when it is not in the form of an index
     */
    static ProxyIndex read(Resource resource) throws IOException {
        Map<String, Entry> entries = new TreeMap<>();
        read(resource, entries);
        return new ProxyIndex(entries);
    }

    /** All interfaces, sorted by the name of the Java interface. */
    public Collection<Entry> entries() {
        return entries.values();
    }

    /** The entry of a Java interface, {@code null} when nothing was generated for it. */
    public @Nullable Entry find(String javaInterface) {
        return entries.get(javaInterface);
    }

    private static void read(Resource resource, Map<String, Entry> entries) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    Entry entry = parse(text, resource, number);
                    entries.putIfAbsent(entry.javaInterface(), entry);
                }
            }
        }
    }

    private static Entry parse(String line, Resource resource, int number) {
        String[] tokens = StringUtils.tokenizeToStringArray(line, " \t");
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i < tokens.length; i++) {
            int equals = tokens[i].indexOf('=');
            if (equals > 0) {
                values.put(tokens[i].substring(0, equals), tokens[i].substring(equals + 1));
            }
        }
        try {
            List<Long> superclassIds = new ArrayList<>();
            for (String id : list(values.get("extends"))) {
                superclassIds.add(id(id));
            }
            return new Entry(
                    tokens[0],
                    required(values, "client"),
                    required(values, "server"),
                    id(required(values, "id")),
                    Boolean.parseBoolean(values.get("construct")),
                    Boolean.parseBoolean(values.get("destroy")),
                    List.copyOf(superclassIds),
                    list(values.get("types")));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "%s:%d: %s. Build the module that it comes from again with the plugin."
                            .formatted(resource.getDescription(), number, e.getMessage()),
                    e);
        }
    }

    private static String required(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("'" + key + "=' is missing");
        }
        return value;
    }

    private static long id(String text) {
        if (!text.startsWith("0x")) {
            throw new IllegalArgumentException("'" + text + "' is not an id (0x and hexadecimal digits)");
        }
        return Long.parseUnsignedLong(text.substring(2), 16);
    }

    private static List<String> list(@Nullable String value) {
        return value == null || value.isEmpty()
                ? List.of()
                : List.of(StringUtils.commaDelimitedListToStringArray(value));
    }
}
