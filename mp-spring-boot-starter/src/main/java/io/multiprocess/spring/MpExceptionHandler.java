package io.multiprocess.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of an {@link MpAdvice} that says what a caller is told when a served bean throws.
 *
 * <p>It takes the exception, and if it likes the {@link MpCall}, in any order. It returns (or throws) the
 * {@link Throwable} that is sent instead: an {@link io.multiprocess.capability.RpcException} with a type and a reason, or an exception that the
 * schema declares with {@code $Proxy.exception}. A {@link String} is sent as a failure with that reason, and
 * {@code null} (or {@code void}) leaves the exception as it was.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface MpExceptionHandler {

    /** The exceptions handled. When empty, the type of the method's exception parameter. */
    Class<? extends Throwable>[] value() default {};
}
