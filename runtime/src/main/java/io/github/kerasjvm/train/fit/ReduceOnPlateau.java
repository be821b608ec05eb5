package io.github.kerasjvm.train.fit;

import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.train.Trainer;
import java.util.Map;

/** Lowers the learning rate when a number has not become better for some epochs, as Keras's {@code ReduceLROnPlateau}. */
public final class ReduceOnPlateau implements FitListener {

    /** Keras's default: what counts as better. */
    private static final double MIN_DELTA = 1e-4;

    private final Trainer trainer;
    private final Monitor monitor;
    private final double factor;
    private final int patience;
    private final double least;
    private double best;
    private int waited;

    /**
     * A listener before the first epoch.
     *
     * @param trainer whose learning rate is lowered
     * @param monitor the name of the number in the logs, {@code val_loss}; accuracies have to grow, all else to fall
     * @param factor what the rate is multiplied by, below 1
     * @param patience after how many epochs without a better number
     * @param least the lowest rate
     * @throws DataException if a schedule gives the learning rate
     */
    public ReduceOnPlateau(Trainer trainer, String monitor, double factor, int patience, double least) {
        if (trainer.isScheduled()) {
            throw new DataException(
                    "the learning rate of the model follows a schedule, and cannot be lowered; give another");
        }
        this.trainer = trainer;
        this.monitor = new Monitor(monitor, MIN_DELTA);
        this.factor = factor;
        this.patience = patience;
        this.least = least;
        this.best = this.monitor.worst();
    }

    @Override
    public boolean epochEnd(int epoch, Map<String, Double> logs) {
        if (isDue(logs) && trainer.learningRate() > least) {
            trainer.setLearningRate((float) Math.max(trainer.learningRate() * factor, least));
        }
        return true;
    }

    @Override
    public void replayed(int epoch, Map<String, Double> logs) {
        isDue(logs);
    }

    private boolean isDue(Map<String, Double> logs) {
        double value = monitor.value(logs);
        if (monitor.isBetter(value, best)) {
            best = value;
            waited = 0;
            return false;
        }
        waited++;
        boolean isDue = waited >= patience;
        waited = isDue ? 0 : waited;
        return isDue;
    }
}
