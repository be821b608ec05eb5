package io.github.kerasjvm.train.fit;

import java.util.Map;

/** Ends training when a number has not become better for some epochs, as Keras's {@code EarlyStopping}. */
public final class EarlyStopping implements FitListener {

    private final Monitor monitor;
    private final int patience;
    private double best;
    private int waited;

    /**
     * A listener before the first epoch.
     *
     * @param monitor the name of the number in the logs, {@code val_loss}; accuracies have to grow, all else to fall
     * @param patience after how many epochs without a better number training ends, 0 or more
     * @param minDelta by how much a number has to be better, 0 or more
     */
    public EarlyStopping(String monitor, int patience, double minDelta) {
        this.monitor = new Monitor(monitor, minDelta);
        this.patience = patience;
        this.best = this.monitor.worst();
    }

    @Override
    public boolean epochEnd(int epoch, Map<String, Double> logs) {
        double value = monitor.value(logs);
        waited++;
        if (monitor.isBetter(value, best)) {
            best = value;
            waited = 0;
        }
        return waited < patience || epoch == 0 || waited == 0;
    }

    @Override
    public void replayed(int epoch, Map<String, Double> logs) {
        epochEnd(epoch, logs);
    }
}
