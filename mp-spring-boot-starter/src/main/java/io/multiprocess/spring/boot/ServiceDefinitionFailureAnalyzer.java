package io.multiprocess.spring.boot;

import io.multiprocess.spring.server.ServiceDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to tell two served beans apart, or what a bean lacks. */
class ServiceDefinitionFailureAnalyzer extends AbstractFailureAnalyzer<ServiceDefinitionException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ServiceDefinitionException failure) {
        return new FailureAnalysis(failure.getMessage() + ".", failure.getAction(), failure);
    }
}
