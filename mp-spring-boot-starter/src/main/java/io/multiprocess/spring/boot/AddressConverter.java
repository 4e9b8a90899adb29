package io.multiprocess.spring.boot;

import io.multiprocess.Address;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.converter.Converter;

/** Reads addresses in properties. Thread-safe. */
@ConfigurationPropertiesBinding
final class AddressConverter implements Converter<String, Address> {

    @Override
    public Address convert(String text) {
        return Address.parse(text.strip());
    }
}
