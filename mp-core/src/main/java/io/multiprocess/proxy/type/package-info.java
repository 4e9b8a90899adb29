/**
 * Conversions between Java types and fields of messages, one small class per family, called by name from generated
 * proxies (libmultiprocess's {@code type-*.h}).
 *
 * <p>Nothing here is looked up at run time: the plugin decides at build time which method converts which field.
 * Uses {@link io.multiprocess.proxy}; nothing below uses this package. All methods are static and may be called from
 * any thread; the readers and builders that they are given belong to one call and one thread.
 *
 * <p>Start reading at {@link io.multiprocess.proxy.type.Numbers}.
 */
@NullMarked
package io.multiprocess.proxy.type;

import org.jspecify.annotations.NullMarked;
