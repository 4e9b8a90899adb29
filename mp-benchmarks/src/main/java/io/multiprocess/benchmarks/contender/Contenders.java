package io.multiprocess.benchmarks.contender;

import java.util.List;

/** All contenders, the baseline first. */
public final class Contenders {

    /** The contender that the others are measured against. */
    public static final String BASELINE = "raw";

    private Contenders() {}

    /**
     * Makes one of each.
     *
     * @return in the order of the tables
     */
    public static List<Contender> all() {
        return List.of(
                new RawContender(),
                new RawSelectorContender(),
                new MultiprocessContender(),
                new LowLevelContender(),
                RmiContender.overUnixSocket(),
                RmiContender.overTcp(),
                new RSocketContender(),
                GrpcContender.withDirectExecutor(),
                GrpcContender.withDefaultExecutor());
    }

    /**
     * Finds a contender.
     *
     * @param name its name
     * @return the contender
     * @throws IllegalArgumentException when there is none
     */
    public static Contender of(String name) {
        for (Contender contender : all()) {
            if (contender.name().equals(name)) {
                return contender;
            }
        }
        throw new IllegalArgumentException("no contender is called " + name);
    }
}
