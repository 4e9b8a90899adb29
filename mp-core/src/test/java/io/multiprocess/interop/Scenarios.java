package io.multiprocess.interop;

import java.util.List;

/** The names of what {@code scenarios.cpp} can run. */
final class Scenarios {

    static final List<String> ALL = List.of(
            "echo",
            "failure",
            "callback",
            "pipelining",
            "anyPointer",
            "embargo",
            "latePromise",
            "tailCall",
            "cancellation",
            "streaming",
            "calculator",
            "nullCapability",
            "randomOperations");

    private Scenarios() {}
}
