package io.github.kerasjvm.benchmarks.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that predict the same batch again and again, as those of a server do.
 *
 * @param runner predicts
 * @param way its way
 */
record Callers(Runner runner, String way) {

    /**
     * How many calls are answered in a second.
     *
     * @param count how many threads call
     * @param seconds for how long
     */
    double perSecond(int count, double seconds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            long start = System.nanoTime();
            long end = start + (long) (1e9 * seconds);
            List<Future<Long>> calls = new ArrayList<>();
            Callable<Long> caller = () -> callsUntil(end);
            for (int i = 0; i < count; i++) {
                calls.add(threads.submit(caller));
            }
            long sum = 0;
            for (Future<Long> call : calls) {
                sum += call.get();
            }
            return sum / ((System.nanoTime() - start) / 1e9);
        } finally {
            threads.shutdown();
        }
    }

    private long callsUntil(long end) throws Exception {
        long calls = 0;
        do {
            runner.run(way);
            calls++;
        } while (System.nanoTime() < end);
        return calls;
    }
}
