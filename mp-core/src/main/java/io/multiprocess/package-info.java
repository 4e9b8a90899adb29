/** The front door: what an application needs to connect, listen, serve and spawn. */
@NullMarked
package io.multiprocess;

import org.jspecify.annotations.NullMarked;
