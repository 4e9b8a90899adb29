/** The goals: each fills a request, lets the compiler work, and reports its result. */
@NullMarked
package io.multiprocess.codegen.mojo;

import org.jspecify.annotations.NullMarked;
