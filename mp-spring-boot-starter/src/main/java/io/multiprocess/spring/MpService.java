package io.multiprocess.spring;

import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Serves a bean to other processes.
 *
 * <p>Goes on a class that component scanning finds, or on a {@code @Bean} method. The bean is served under every
 * interface it implements that the plugin generated a {@code …ProxyServer} for; {@link #interfaces()} narrows that. The
 * bean may be wrapped by AOP, lazy or conditional: it is looked up by name when the first call for it arrives.
 *
 * <p>Several calls may run in the bean at once, each on a thread of its own.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface MpService {

    /**
     * The name of the bean, as in {@link Component#value()}. Not used on a {@code @Bean} method, which names its bean
     * itself.
     */
    @AliasFor(annotation = Component.class)
    String value() default "";

    /**
     * The interfaces to serve. When empty, every interface of the bean that the plugin generated a server for.
     */
    Class<?>[] interfaces() default {};

    /**
     * The name clients ask for when two beans serve the same interface. At most one bean per interface may leave it
     * empty: that one is what a client gets that asks by type alone.
     */
    String name() default "";

    /**
     * Makes this bean's interface the root: the one that a C++ libmultiprocess peer expects behind a connection. Needed
     * only where two served interfaces inherit the same methods, so that a call by the parent's id has one target.
     */
    boolean root() default false;

    /**
     * Interceptors of this service alone, by bean type. They run inside the global ones.
     */
    Class<? extends MpServerInterceptor>[] interceptors() default {};
}
