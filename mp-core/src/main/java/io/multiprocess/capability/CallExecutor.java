package io.multiprocess.capability;

import java.util.concurrent.Executor;

/**
 * Where calls on local objects run that come from this process: the vat's event loop. <i>Thread-safe.</i>
 */
public interface CallExecutor extends Executor {

    /**
     * Queues a task; never runs it before it returns. Tasks run one after another in this order.
     *
     * @param task what to run
     */
    @Override
    void execute(Runnable task);
}
