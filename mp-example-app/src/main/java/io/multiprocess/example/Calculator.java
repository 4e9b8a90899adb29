package io.multiprocess.example;

/** Solves equations and prints what comes out. */
public interface Calculator extends AutoCloseable {

    /**
     * Prints the solution of an equation, before it returns.
     *
     * @throws IllegalArgumentException if it is not an equation; a caller in another process gets an {@code RpcException}
     *     with the same text
     */
    void solveEquation(String equation);

    @Override
    default void close() {}
}
