package io.multiprocess.matrix;

import io.multiprocess.proxy.CustomValue;

import java.util.UUID;

/** What the plugin cannot know: which text a UUID is. */
public final class UuidConversion implements CustomValue<UUID, String> {
    @Override
    public String build(UUID value) {
        return value.toString();
    }

    @Override
    public UUID read(String value) {
        return UUID.fromString(value);
    }
}
