/**
 * The list of remote interfaces that the plugin leaves in every jar it generated code for.
 *
 * <p>Uses nothing but Spring's resource loading. Start with {@link io.multiprocess.spring.index.ProxyIndex}.
 */
@NullMarked
package io.multiprocess.spring.index;

import org.jspecify.annotations.NullMarked;
