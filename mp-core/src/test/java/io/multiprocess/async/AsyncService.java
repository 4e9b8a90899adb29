package io.multiprocess.async;

import java.util.concurrent.CompletionStage;
import java.util.function.IntUnaryOperator;

/** Methods whose callers do not wait. */
public interface AsyncService {
    CompletionStage<Integer> twice(int arg);

    CompletionStage<Integer> twiceOnThread(int arg);

    CompletionStage<Void> fail(String reason);

    CompletionStage<Integer> callBack(IntUnaryOperator callback, int arg);

    CompletionStage<Void> never();
}
