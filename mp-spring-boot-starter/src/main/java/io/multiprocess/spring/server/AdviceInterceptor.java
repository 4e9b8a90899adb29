package io.multiprocess.spring.server;

import io.multiprocess.capability.RpcException;
import io.multiprocess.spring.MpAdvice;
import io.multiprocess.spring.MpCall;
import io.multiprocess.spring.MpExceptionHandler;
import io.multiprocess.spring.MpServerInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Asks the {@link MpAdvice} beans what a caller is told about an exception.
 *
 * <p>Runs inside all other interceptors, next to the bean, so that these see what the caller will see. Thread-safe.
 */
public final class AdviceInterceptor implements MpServerInterceptor, Ordered {

    private final ConfigurableListableBeanFactory beanFactory;
    private final List<Handler> handlers;

    /**
     * Finds the handlers, without making their beans.
     *
     * @throws IllegalStateException when a handler's parameters cannot be given
     */
    public AdviceInterceptor(ConfigurableListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
        this.handlers = List.copyOf(findHandlers(beanFactory));
    }

    /**
     * One method.
     *
     * @param exceptions what it handles
     * @param interfaces the interfaces it is for, empty for all
     */
    private record Handler(
            String beanName, Method method, List<Class<? extends Throwable>> exceptions, List<Class<?>> interfaces) {

        /** How far the exception is from what is handled, in steps up its classes; -1 when it is not handled. */
        int distance(Throwable failure, MpCall call) {
            if (!interfaces.isEmpty() && !interfaces.contains(call.javaInterface())) {
                return -1;
            }
            int distance = 0;
            for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
                if (exceptions.contains(type)) {
                    return distance;
                }
                distance++;
            }
            return -1;
        }
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void intercept(MpCall call, MpCall.Work next) throws Exception {
        try {
            next.run();
        } catch (Exception e) {
            throw translate(call, e);
        }
        call.endsLater(failure -> failure instanceof Exception e ? translate(call, e) : failure);
    }

    private Exception translate(MpCall call, Exception failure) {
        Handler best = null;
        String advice = null;
        for (Handler handler : handlers) {
            // The first advice with a handler decides; within it, the closest handler.
            if ((advice == null || advice.equals(handler.beanName())) && handler.distance(failure, call) >= 0) {
                advice = handler.beanName();
                if (best == null || handler.distance(failure, call) < best.distance(failure, call)) {
                    best = handler;
                }
            }
        }
        if (best == null) {
            return failure;
        }
        return ask(best, call, failure);
    }

    private Exception ask(Handler handler, MpCall call, Exception failure) {
        Object[] arguments = Arrays.stream(handler.method().getParameterTypes())
                .map(type -> type == MpCall.class ? call : failure)
                .toArray();
        try {
            ReflectionUtils.makeAccessible(handler.method());
            Object answer = handler.method().invoke(beanFactory.getBean(handler.beanName()), arguments);
            if (answer instanceof Exception translated) {
                return translated;
            }
            return answer instanceof String reason
                    ? new RpcException(RpcException.Kind.FAILED, reason, failure)
                    : failure;
        } catch (InvocationTargetException e) {
            return e.getTargetException() instanceof Exception thrown ? thrown : failure;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot call " + handler.method(), e);
        }
    }

    private static List<Handler> findHandlers(ConfigurableListableBeanFactory beanFactory) {
        List<Handler> handlers = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of(beanFactory.getBeanNamesForAnnotation(MpAdvice.class)));
        names.sort(Comparator.<String>comparingInt(name -> order(beanFactory, name))
                .thenComparing(name -> name));
        for (String name : names) {
            MpAdvice advice = beanFactory.findAnnotationOnBean(name, MpAdvice.class, false);
            Class<?> type = type(beanFactory, name);
            if (advice != null && type != null) {
                MethodIntrospector.selectMethods(
                                type,
                                (Method method) ->
                                        AnnotatedElementUtils.findMergedAnnotation(method, MpExceptionHandler.class))
                        .forEach((method, annotation) -> handlers.add(new Handler(
                                name, method, exceptions(method, annotation), List.of(advice.interfaces()))));
            }
        }
        return handlers;
    }

    private static int order(ConfigurableListableBeanFactory beanFactory, String name) {
        Class<?> type = type(beanFactory, name);
        return type == null ? Ordered.LOWEST_PRECEDENCE : OrderUtils.getOrder(type, Ordered.LOWEST_PRECEDENCE);
    }

    private static @Nullable Class<?> type(ConfigurableListableBeanFactory beanFactory, String name) {
        Class<?> type = AutoProxyUtils.determineTargetClass(beanFactory, name);
        return type == null ? null : ClassUtils.getUserClass(type);
    }

    private static List<Class<? extends Throwable>> exceptions(Method method, MpExceptionHandler annotation) {
        List<Class<? extends Throwable>> exceptions = new ArrayList<>(List.of(annotation.value()));
        boolean declared = !exceptions.isEmpty();
        for (Class<?> parameter : method.getParameterTypes()) {
            if (Throwable.class.isAssignableFrom(parameter)) {
                if (!declared) {
                    exceptions.add(parameter.asSubclass(Throwable.class));
                }
            } else if (parameter != MpCall.class) {
                throw new IllegalStateException(
                        "@MpExceptionHandler %s takes a %s; it may take the exception and the MpCall"
                                .formatted(method, parameter.getName()));
            }
        }
        if (exceptions.isEmpty()) {
            throw new IllegalStateException(
                    "@MpExceptionHandler %s handles nothing: name exceptions in the annotation or take one"
                            .formatted(method));
        }
        return List.copyOf(exceptions);
    }
}
