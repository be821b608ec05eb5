package io.github.kerasjvm.train.fit;

import java.util.Map;

/** Saves the model whenever a number is better than ever before, as Keras's {@code ModelCheckpoint(save_best_only=True)}. */
public final class BestCheckpoint implements FitListener {

    private final Monitor monitor;
    private final Runnable save;
    private double best;

    /**
     * A listener before the first epoch.
     *
     * @param monitor the name of the number in the logs, {@code val_loss}; accuracies have to grow, all else to fall
     * @param save saves the model as it is now
     */
    public BestCheckpoint(String monitor, Runnable save) {
        this.monitor = new Monitor(monitor, 0);
        this.save = save;
        this.best = this.monitor.worst();
    }

    @Override
    public boolean epochEnd(int epoch, Map<String, Double> logs) {
        if (isBest(logs)) {
            save.run();
        }
        return true;
    }

    @Override
    public void replayed(int epoch, Map<String, Double> logs) {
        isBest(logs);
    }

    private boolean isBest(Map<String, Double> logs) {
        double value = monitor.value(logs);
        boolean isBest = monitor.isBetter(value, best);
        best = isBest ? value : best;
        return isBest;
    }
}
