package io.multiprocess.spring;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AliasFor;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which connection a remote interface is to come from, where there are several.
 *
 * <pre>{@code
 * Ledger(@MpClient("node") Chain chain) { … }
 * }</pre>
 *
 * <p>The name is the one in {@code multiprocess.client.connection.<name>.*}. A bean that the connection's peer serves
 * under a name is asked for as {@code "connection/name"}.
 */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Qualifier
public @interface MpClient {

    /** The name of the connection, or {@code connection/service}. */
    @AliasFor(annotation = Qualifier.class)
    String value();
}
