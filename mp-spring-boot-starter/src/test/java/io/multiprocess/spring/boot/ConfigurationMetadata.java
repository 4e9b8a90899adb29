package io.multiprocess.spring.boot;

import com.jayway.jsonpath.JsonPath;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The configuration metadata that the build wrote for this module. */
@SuppressWarnings("NullAway")
final class ConfigurationMetadata {

    private ConfigurationMetadata() {}

    /** One property. */
    record Property(String name, String type, String description, String defaultValue) {}

    /** All properties, sorted by name. */
    static List<Property> properties() throws IOException {
        try (InputStream input = MultiprocessServerProperties.class.getResourceAsStream(
                "/META-INF/spring-configuration-metadata.json")) {
            List<Property> properties = new ArrayList<>();
            for (Map<String, Object> property : JsonPath.parse(input).<List<Map<String, Object>>>read("$.properties")) {
                properties.add(new Property(
                        (String) property.get("name"),
                        (String) property.get("type"),
                        (String) property.get("description"),
                        property.get("defaultValue") == null ? "" : String.valueOf(property.get("defaultValue"))));
            }
            properties.sort(Comparator.comparing(Property::name));
            return properties;
        }
    }
}
