package io.multiprocess.spring.aot;

import io.multiprocess.spring.MpAdvice;
import io.multiprocess.spring.MpExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import java.lang.reflect.Method;
import java.util.Set;

/** Keeps, in a native image, the handlers of {@link MpAdvice} beans callable. Confined to the build. */
class MpAdviceAotProcessor implements BeanRegistrationAotProcessor {

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        Class<?> type = ClassUtils.getUserClass(bean.getBeanClass());
        if (!AnnotatedElementUtils.hasAnnotation(type, MpAdvice.class)) {
            return null;
        }
        ReflectionUtils.MethodFilter handlers =
                method -> AnnotatedElementUtils.hasAnnotation(method, MpExceptionHandler.class);
        Set<Method> methods = MethodIntrospector.selectMethods(type, handlers);
        return (generation, code) -> methods.forEach(
                method -> generation.getRuntimeHints().reflection().registerMethod(method, ExecutableMode.INVOKE));
    }
}
