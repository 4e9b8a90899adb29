/**
 * Peers on the C++ library, built from {@code src/test/cpp}, against ours.
 *
 * <p>Start reading at {@link io.multiprocess.interop.CppPeers}.
 */
@NullMarked
package io.multiprocess.interop;

import org.jspecify.annotations.NullMarked;
