package io.multiprocess.spring.boot;

import io.multiprocess.VatOptions;

/**
 * A bean that changes how this application's vat behaves, beyond what there are properties for.
 *
 * <p>Called once, on the thread that starts the application.
 */
@FunctionalInterface
public interface VatOptionsCustomizer {

    /** Returns changed options, or those given. */
    VatOptions customize(VatOptions options);
}
