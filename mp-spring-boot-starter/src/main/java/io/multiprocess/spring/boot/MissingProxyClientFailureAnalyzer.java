package io.multiprocess.spring.boot;

import io.multiprocess.spring.client.MissingProxyClientException;
import io.multiprocess.spring.index.ProxyIndex;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to get a {@code ProxyClient} for an interface that is imported. */
class MissingProxyClientFailureAnalyzer extends AbstractFailureAnalyzer<MissingProxyClientException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingProxyClientException failure) {
        return new FailureAnalysis(
                failure.getMessage() + ".", """
                Add the interface to a .capnp file that the mp-codegen-maven-plugin compiles, with $Proxy.wrap("%s") on the schema's interface, \
                and build that module again. If it is built already, check that its jar is on the class path and contains %s.""".formatted(failure.getJavaInterface(), ProxyIndex.LOCATION), failure);
    }
}
