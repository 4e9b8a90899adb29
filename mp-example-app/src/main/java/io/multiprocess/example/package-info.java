/**
 * The example: a calculator and a printer that live in processes of their own, and the interfaces they are called by.
 *
 * <p>{@link io.multiprocess.example.Example} starts everything. The servers are in the packages {@code calculator} and
 * {@code printer}, the program that reads equations in {@code client}.
 */
@NullMarked
package io.multiprocess.example;

import org.jspecify.annotations.NullMarked;
