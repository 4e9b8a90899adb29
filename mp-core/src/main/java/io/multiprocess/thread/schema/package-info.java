/** Messages of {@code /mp/proxy.capnp}: {@code ThreadMap}, {@code Thread} and {@code Context}. */
@NullMarked
package io.multiprocess.thread.schema;

import org.jspecify.annotations.NullMarked;
