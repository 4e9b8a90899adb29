package io.multiprocess.benchmarks.contender;

import io.multiprocess.benchmarks.message.Order;

import java.util.concurrent.CompletionStage;

/** What our server offers. */
public interface EchoService {

    /**
     * Gives back the bytes; runs on the server's event loop.
     *
     * @param data any bytes
     * @return the same
     */
    byte[] echo(byte[] data);

    /**
     * Gives back the bytes; runs on the server thread that belongs to the caller.
     *
     * @param data any bytes
     * @return the same
     */
    byte[] echoOnThread(byte[] data);

    /**
     * Gives back what the callback makes of the bytes.
     *
     * @param callback called once
     * @param data any bytes
     * @return what the callback answers
     */
    byte[] echoThrough(EchoBack callback, byte[] data);

    /**
     * Gives back the order.
     *
     * @param order any order
     * @return an equal one
     */
    Order echoOrder(Order order);

    /**
     * Gives back the bytes to a caller that does not wait.
     *
     * @param data any bytes
     * @return the same
     */
    CompletionStage<byte[]> echoLater(byte[] data);
}
