package io.multiprocess.spring.boot;

import io.multiprocess.spring.server.DuplicateServiceException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to tell two served beans apart. */
class DuplicateServiceFailureAnalyzer extends AbstractFailureAnalyzer<DuplicateServiceException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DuplicateServiceException failure) {
        return new FailureAnalysis(failure.getMessage() + ".", failure.getAction(), failure);
    }
}
