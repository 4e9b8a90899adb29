package io.multiprocess.benchmarks.contender;

import java.util.List;

/** All contenders, the baseline first. */
public final class Contenders {

    /** The contender that the others are measured against. */
    public static final String BASELINE = "raw";

    private static final List<String> NAMES = List.of(
            BASELINE,
            "raw-selector",
            "multiprocess",
            "multiprocess-low-level",
            "rmi-unix",
            "rmi-tcp",
            "rsocket",
            "grpc-direct",
            "grpc");

    private Contenders() {}

    /**
     * Makes one of each.
     *
     * @return in the order of the tables
     */
    public static List<Contender> all() {
        return NAMES.stream().map(Contenders::of).toList();
    }

    /**
     * Makes a contender, and loads no class of another one: that would be counted as its start.
     *
     * @param name its name
     * @return the contender
     * @throws IllegalArgumentException when there is none
     */
    public static Contender of(String name) {
        return switch (name) {
            case BASELINE -> new RawContender();
            case "raw-selector" -> new RawSelectorContender();
            case "multiprocess" -> new MultiprocessContender();
            case "multiprocess-low-level" -> new LowLevelContender();
            case "rmi-unix" -> RmiContender.overUnixSocket();
            case "rmi-tcp" -> RmiContender.overTcp();
            case "rsocket" -> new RSocketContender();
            case "grpc-direct" -> GrpcContender.withDirectExecutor();
            case "grpc" -> GrpcContender.withDefaultExecutor();
            default -> throw new IllegalArgumentException("no contender is called " + name);
        };
    }
}
