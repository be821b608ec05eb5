package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.WorkerThread;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which a plan calls oneDNN, each with a team of OpenMP's of one size, itself included. OpenMP's setting
 * belongs to a thread, and the threads of callers are not ours to set; a {@link WorkerThread} is, and computes itself what needs
 * no others. The threads leave after some idle seconds and do not keep the virtual machine alive.
 */
final class Crew implements AutoCloseable {

    private static final int IDLE_SECONDS = 10;

    private final int team;
    private final ExecutorService threads;

    Crew(int team) {
        this.team = team;
        threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> thread(work, team));
    }

    private static Thread thread(Runnable work, int team) {
        Runnable withTeam = () -> {
            Library.useThreads(team);
            work.run();
        };
        Thread thread = new Thread(withTeam, "keras-jvm-onednn");
        thread.setDaemon(true);
        return thread;
    }

    /** Computes something on one of the threads, and waits for it. An interrupt is kept for the caller. */
    <T> T call(Callable<T> work) {
        if (team == 1 && Thread.currentThread() instanceof WorkerThread own) {
            own.set("OpenMP's threads", () -> Library.useThreads(1));
            return callHere(work);
        }
        Future<T> future = threads.submit(work);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> T callHere(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw unwrapped(e);
        }
    }

    private static RuntimeException unwrapped(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof Library.NativeException failed) {
            return new EngineException("onednn failed: " + failed.getMessage(), failed);
        }
        return cause instanceof RuntimeException known ? known : new EngineException("oneDNN could not run", cause);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
