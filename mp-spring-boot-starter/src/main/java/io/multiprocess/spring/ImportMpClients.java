package io.multiprocess.spring;

import io.multiprocess.spring.client.MpClientsRegistrar;
import org.springframework.context.annotation.Import;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Registers remote interfaces as beans by hand, where the index of the plugin and the configured connections are not
 * enough: for a connection with no property of its own, for a service that the peer serves under a name, or to choose
 * the interfaces of a connection.
 *
 * <p>With neither {@link #types()} nor {@link #basePackages()}, the interfaces are those of the index in the package of
 * the annotated class and below it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(ImportMpClients.Container.class)
@Import(MpClientsRegistrar.class)
public @interface ImportMpClients {

    /** The connection that the interfaces come from. */
    String connection() default "default";

    /** The interfaces to register. */
    Class<?>[] types() default {};

    /** Packages whose interfaces (those of the index) are registered, with the packages below them. */
    String[] basePackages() default {};

    /** Classes whose packages are added to {@link #basePackages()}. */
    Class<?>[] basePackageClasses() default {};

    /** The name under which the peer serves these interfaces; empty for the unnamed service. */
    String service() default "";

    /** Holds several {@link ImportMpClients}. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Documented
    @Import(MpClientsRegistrar.class)
    @interface Container {

        /** The annotations. */
        ImportMpClients[] value();
    }
}
