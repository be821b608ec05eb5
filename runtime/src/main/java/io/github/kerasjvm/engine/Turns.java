package io.github.kerasjvm.engine;

import java.util.concurrent.Semaphore;

/**
 * So many places for threads that compute. Whoever is awake takes a free one, since waking a thread takes as long as a short
 * computation does; but every now and then it goes to who has waited longest, so that nobody waits for ever.
 */
final class Turns {

    /** Measured with calls of 0.15 ms on two places: strict order costs a third of them, this a tenth. */
    private static final long PATIENCE_NANOS = 300_000;

    private final Semaphore places;
    /** When one who had waited was let in last. */
    private volatile long letIn = System.nanoTime();

    Turns(int places) {
        this.places = new Semaphore(places, true);
    }

    /** Takes a place, and waits for one if need be. */
    void take() {
        boolean isTheirTurn = isCrowded() && System.nanoTime() - letIn > PATIENCE_NANOS;
        // Without asking who waits, although the semaphore is a fair one.
        if (isTheirTurn || !places.tryAcquire()) {
            places.acquireUninterruptibly();
            letIn = System.nanoTime();
        }
    }

    /** Whether somebody waits. */
    boolean isCrowded() {
        return places.hasQueuedThreads();
    }

    /** Takes several places if they are free and nobody waits. */
    boolean takeAtOnce(int count) {
        return !isCrowded() && places.tryAcquire(count);
    }

    /** Gives places back. */
    void give(int count) {
        places.release(count);
    }
}
