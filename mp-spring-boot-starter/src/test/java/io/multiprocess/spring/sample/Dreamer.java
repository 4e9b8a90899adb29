package io.multiprocess.spring.sample;

import java.util.concurrent.CompletionStage;

/** Takes its time. */
public interface Dreamer {

    /** A dream, when it is over. */
    CompletionStage<String> dream(String name);

    /** How it feels; answered at once, by the thread that reads the connections. */
    String mood();
}
