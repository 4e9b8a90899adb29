package io.multiprocess.spring.boot;

import io.multiprocess.spring.server.MpServerException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when the server cannot listen. */
class ServerAddressFailureAnalyzer extends AbstractFailureAnalyzer<MpServerException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MpServerException failure) {
        return new FailureAnalysis(
                failure.getMessage() + ".",
                "Set multiprocess.server.address to an address that this process can listen at: a path in a folder that it may write to, or"
                        + " a free port. If another process listens there that should not, stop that.",
                failure);
    }
}
