package io.github.kerasjvm.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Threads that help callers with work in parts. A caller works too, so a call ends even if no helper has time. Helpers
 * look out for the next call for a moment, since waking one takes longer than many a call does; then they sleep, and leave
 * after some seconds. They do not keep the virtual machine alive.
 */
public final class Workers implements AutoCloseable {

    private static final int IDLE_SECONDS = 10;

    /** Measured: a sleeping thread begins up to half a millisecond after it is woken. */
    private static final long LOOKOUT_NANOS = 200_000;

    private final int threads;
    private final Turns computing;
    private final ThreadPoolExecutor helpers;

    /**
     * Makes the workers; threads start when they are needed.
     *
     * @param threads how many threads may compute at once, callers included
     */
    public Workers(int threads) {
        this.threads = threads;
        this.computing = new Turns(threads);
        // One for each, since a call may be made on one of them, see onHelper.
        this.helpers = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new Calls(), WorkerThread::new);
        helpers.allowCoreThreadTimeOut(true);
    }

    /**
     * Does something on a helper and waits for it, an interrupt is kept for the caller. Worth it for what consists of many calls
     * into native code that wants threads of its own, see {@link WorkerThread}.
     *
     * @param <T> what it gives
     * @param work what to do; may call {@link #each} of these workers, but not this method
     * @return what it gave
     */
    public <T> T onHelper(Supplier<T> work) {
        List<T> result = new ArrayList<>();
        Call call = new Call(1, part -> result.add(work.get()), new Turns(1));
        helpers.execute(call);
        call.await(false);
        return result.get(0);
    }

    /** Computes something on the calling thread when its turn has come. */
    void call(Runnable work) {
        computing.take();
        try {
            work.run();
        } finally {
            computing.give(1);
        }
    }

    /** Computes something that uses several threads of its own, if none of so many is in use; returns whether it did. */
    boolean callIfIdle(int most, Runnable work) {
        if (!computing.takeAtOnce(most)) {
            return false;
        }
        try {
            work.run();
        } finally {
            computing.give(most);
        }
        return true;
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
        Call call = new Call(parts, work, computing);
        // Where callers wait already, a helper would only take the place of one.
        int wanted = computing.isCrowded() ? 1 : Math.min(Math.min(threads, most), parts);
        for (int i = 1; i < wanted; i++) {
            helpers.execute(call);
        }
        call.run();
        call.await(true);
    }

    /** Lets the helpers go once they are done. */
    @Override
    public void close() {
        helpers.shutdown();
    }

    /** Waits until something holds, awake for a moment; returns whether it holds. */
    private static boolean lookOutFor(BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > LOOKOUT_NANOS) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /** The calls that helpers take. */
    private static final class Calls extends LinkedBlockingQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
            lookOutFor(() -> !isEmpty());
            return super.poll(timeout, unit);
        }
    }

    private final class Call implements Runnable {
        private final int parts;
        private final IntConsumer work;
        private final Turns computing;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch done;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        private Call(int parts, IntConsumer work, Turns computing) {
            this.parts = parts;
            this.work = work;
            this.computing = computing;
            this.done = new CountDownLatch(parts);
        }

        @Override
        public void run() {
            for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
                doPart(part);
            }
        }

        private void doPart(int part) {
            computing.take();
            try {
                if (failure.get() == null) {
                    work.accept(part);
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                computing.give(1);
                done.countDown();
            }
        }

        /** Waits for the parts that others have begun, at first awake if so wanted; an interrupt is kept for the caller. */
        private void await(boolean awake) {
            boolean interrupted = false;
            if (awake) {
                lookOutFor(() -> done.getCount() == 0);
            }
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
