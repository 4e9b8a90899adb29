package io.multiprocess.spring.boot;

import io.multiprocess.spring.index.ProxyIndex;
import io.multiprocess.spring.server.MissingProxyServerException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to get a {@code ProxyServer} for a bean that is to be served. */
class MissingProxyServerFailureAnalyzer extends AbstractFailureAnalyzer<MissingProxyServerException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingProxyServerException failure) {
        return new FailureAnalysis(
                failure.getMessage() + ".",
                """
                Add the interface to a .capnp file that the mp-codegen-maven-plugin compiles, with $Proxy.wrap("%s") on the schema's interface, \
                and build that module again. If it is built already, check that its jar is on the class path and contains %s.""".formatted(
                                failure.getJavaInterface() != null
                                        ? failure.getJavaInterface().getName()
                                        : "the.JavaInterface",
                                ProxyIndex.LOCATION),
                failure);
    }
}
