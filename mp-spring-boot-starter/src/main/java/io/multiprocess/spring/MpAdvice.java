package io.multiprocess.spring;

import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A bean whose {@link MpExceptionHandler} methods translate what served beans throw into what the caller is told.
 *
 * <p>Several are asked in their {@link org.springframework.core.annotation.Order order}; the first that has a handler for
 * the exception decides.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface MpAdvice {

    /** The name of the bean, as in {@link Component#value()}. */
    @AliasFor(annotation = Component.class)
    String value() default "";

    /** The served interfaces that this advice is for. When empty, all. */
    Class<?>[] interfaces() default {};
}
