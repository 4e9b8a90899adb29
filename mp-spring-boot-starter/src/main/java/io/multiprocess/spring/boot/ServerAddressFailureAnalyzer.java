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
                "Stop the process that listens there, or set multiprocess.server.address to another address: a path in a folder that"
                        + " this process may write to, for example, or a free port.",
                failure);
    }
}
