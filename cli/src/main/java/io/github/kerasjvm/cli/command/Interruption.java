package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.train.fit.FitListener;
import java.util.concurrent.CountDownLatch;

/** Lets training end after its batch when the process is asked to end, and the process wait until everything is saved. */
final class Interruption implements FitListener, AutoCloseable {

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "save-training");
    private volatile boolean isAsked;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupted() {
        isAsked = true;
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean stops() {
        return isAsked;
    }

    @Override
    public void close() {
        done.countDown();
        if (!isAsked) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
