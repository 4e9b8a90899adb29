package io.multiprocess.spring.boot;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The configuration properties that a test shows to work; {@link PropertyCoverageTest} misses those that no test names. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Covers {

    /** Names as in the metadata; of a connection without {@code multiprocess.client.connection.default} before the dot. */
    String[] value();
}
