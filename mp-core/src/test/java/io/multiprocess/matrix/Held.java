package io.multiprocess.matrix;

import java.util.List;

/** Objects in a struct, in a list of it, and in a generic struct. */
public record Held(Probe probe, List<Probe> probes, Pair<Probe, String> pair) {}
