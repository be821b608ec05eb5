package io.github.kerasjvm.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Threads that help callers with work in parts. A caller works too, so a call ends even if no helper has time. Helpers
 * sleep while there is nothing to do, and leave after some seconds; they do not keep the virtual machine alive.
 */
public final class Workers implements AutoCloseable {

    private static final int IDLE_SECONDS = 10;

    private final int threads;
    private final Semaphore computing;
    private final ThreadPoolExecutor helpers;

    /**
     * Makes the workers; threads start when they are needed.
     *
     * @param threads how many threads may compute at once, callers included
     */
    public Workers(int threads) {
        this.threads = threads;
        // Fair, so that no caller waits for ever behind others.
        this.computing = new Semaphore(threads, true);
        int size = Math.max(1, threads - 1);
        this.helpers = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "keras-jvm-worker");
                    thread.setDaemon(true);
                    return thread;
                });
        helpers.allowCoreThreadTimeOut(true);
    }

    /** Computes something on the calling thread when its turn has come. */
    <T> T call(Supplier<T> work) {
        computing.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            computing.release();
        }
    }

    /**
     * Does every part once, on any thread, in any order.
     *
     * @param parts how many
     * @param work does the part of a number; what it throws first is thrown here, and parts not begun are left out
     */
    public void each(int parts, IntConsumer work) {
        each(parts, threads, work);
    }

    /**
     * Does every part once, as {@link #each(int, IntConsumer)}, on some of the threads.
     *
     * @param parts how many
     * @param most how many threads may work on them, 1 or more
     * @param work does the part of a number
     */
    void each(int parts, int most, IntConsumer work) {
        Call call = new Call(parts, work);
        for (int i = 0; i < Math.min(Math.min(threads, most), parts) - 1; i++) {
            helpers.execute(call);
        }
        call.run();
        call.await();
    }

    /** Lets the helpers go once they are done. */
    @Override
    public void close() {
        helpers.shutdown();
    }

    private final class Call implements Runnable {
        private final int parts;
        private final IntConsumer work;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch done;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        private Call(int parts, IntConsumer work) {
            this.parts = parts;
            this.work = work;
            this.done = new CountDownLatch(parts);
        }

        @Override
        public void run() {
            for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
                doPart(part);
            }
        }

        private void doPart(int part) {
            computing.acquireUninterruptibly();
            try {
                if (failure.get() == null) {
                    work.accept(part);
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                computing.release();
                done.countDown();
            }
        }

        /** Waits for the parts that others have begun; an interrupt is kept for the caller. */
        private void await() {
            boolean interrupted = false;
            while (true) {
                try {
                    done.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (failure.get() instanceof RuntimeException e) {
                throw e;
            }
            if (failure.get() instanceof Error e) {
                throw e;
            }
        }
    }
}
