/**
 * The goals: each fills a request, lets plain code do the work, and reports its result. The Javadoc of the parameters is
 * the manual that {@code help} prints.
 *
 * <p>The only package that knows Maven. Goals may run in parallel for different modules. Start reading at
 * {@link io.multiprocess.codegen.mojo.AbstractGenerateMojo}.
 */
@NullMarked
package io.multiprocess.codegen.mojo;

import org.jspecify.annotations.NullMarked;
