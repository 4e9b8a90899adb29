package io.multiprocess.spring.boot;

import io.multiprocess.ListenOptions;

/**
 * A bean that changes how the server listens, beyond what there are properties for.
 *
 * <p>Called once, on the thread that starts the application.
 */
@FunctionalInterface
public interface ListenOptionsCustomizer {

    /** Returns changed options, or those given. */
    ListenOptions customize(ListenOptions options);
}
