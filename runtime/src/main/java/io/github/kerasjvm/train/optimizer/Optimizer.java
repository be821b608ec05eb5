package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.constraint.Constraint;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs an optimizer: changes weights by their gradients, step by step, in the order of Keras: gradients are accumulated,
 * bounded, weights decay, are updated, enter the average, are constrained, the step is counted.
 *
 * <p>For one thread at a time; a step shares its work out to a {@link Crew}, with the same numbers for every crew.
 */
public final class Optimizer {

    private final OptimizerConfig config;
    private final Parameters parameters;
    private final List<Constrained> constraints;
    private final OptimizerState state;
    private final List<Piece> pieces;
    private final boolean[] decays;

    /**
     * An optimizer before its first step.
     *
     * @param config what it does
     * @param parameters the weights that it trains, with their values
     * @param constraints what is done to weights after each update, by name
     * @param orders how the file has the elements of weights that it does not store as they are used, by name; the axes
     *     of constraints are those of the file
     * @throws IllegalArgumentException if a constraint does not fit the shape of its weight
     */
    public Optimizer(
            OptimizerConfig config,
            Parameters parameters,
            Map<String, Constraint> constraints,
            Map<String, StoredOrder> orders) {
        this.config = config;
        this.parameters = parameters;
        this.constraints = Constrained.of(constraints, parameters.layout(), orders);
        this.state = OptimizerState.initial(config, parameters);
        this.pieces = config.rule().needsWholeParameters()
                ? Piece.whole(parameters.layout())
                : Piece.split(parameters.layout());
        List<Parameter> all = parameters.layout().parameters();
        this.decays = new boolean[all.size()];
        for (int i = 0; i < decays.length; i++) {
            decays[i] = config.weightDecay().isPresent()
                    && config.usesDecay(all.get(i).name());
        }
    }

    /**
     * What it does.
     *
     * @return the configuration
     */
    public OptimizerConfig config() {
        return config;
    }

    /**
     * What it remembers.
     *
     * @return the state itself
     */
    public OptimizerState state() {
        return state;
    }

    /**
     * The weights that it trains.
     *
     * @return the weights themselves
     */
    public Parameters parameters() {
        return parameters;
    }

    /**
     * The learning rate of the next step, after schedule and decay.
     *
     * @return the rate
     */
    public float learningRate() {
        return config.learningRate().at(state);
    }

    /**
     * Does a step with the gradients of the loss at the weights as they are. The array of gradients is overwritten.
     *
     * @param crew who works
     */
    public void step(Crew crew) {
        step(crew, List.of());
    }

    /**
     * Does a step of a model with embeddings.
     *
     * @param crew who works
     * @param occurrences the rows that the batch looks up, where {@link OptimizerConfig#needsOccurrences} asks for them; the
     *     gradients hold their sums
     * @throws IllegalArgumentException if the optimizer cannot do with rows what its Keras does
     */
    public void step(Crew crew, List<Occurrences> occurrences) {
        boolean counts = config.needsOccurrences() && !occurrences.isEmpty();
        SparseRows rows = new SparseRows(counts ? occurrences : List.of(), parameters.layout());
        if (config.repeats() == Repeats.APART && !config.rule().knowsRepeats() && rows.hasRepeats()) {
            throw new IllegalArgumentException(config.className()
                    + " of Keras 3 on TensorFlow squares the gradients of an embedding one by one, which"
                    + " is not done here");
        }
        config.lossScale().ifPresent(scale -> each(crew, pieces, piece -> rescale(piece, scale)));
        long updates = state.iterations() / config.accumulation();
        boolean isUpdate = (state.iterations() + 1) % config.accumulation() == 0;
        if (config.accumulation() > 1) {
            float[] sums = state.slot(OptimizerConfig.ACCUMULATOR);
            each(crew, pieces, piece -> accumulate(piece, sums, isUpdate));
        }
        if (isUpdate) {
            update(crew, updates, rows);
        } else {
            config.average().ifPresent(average -> each(crew, pieces, piece -> average(piece, average, updates)));
        }
        crew.each(constraints.size(), i -> constraints.get(i).apply(parameters.values()));
        if (config.countsSteps()) {
            state.setIterations(state.iterations() + 1);
        }
    }

    /**
     * What a slot holds for a weight.
     *
     * @param name Keras's name for the slot, {@code velocity}
     * @param weight the name of the weight
     * @return a copy of its elements, in the order in which the weight is used
     * @throws IllegalArgumentException if there is no such slot for the weight
     */
    public Tensor slot(String name, String weight) {
        SlotArray slot = state.slotArray(name);
        int index = slot == null ? -1 : slot.layout().indexOf(weight);
        if (index < 0) {
            throw new IllegalArgumentException(config.className() + " keeps no " + name + " of " + weight);
        }
        Parameter part = slot.layout().parameters().get(index);
        return Tensor.owning(
                part.shape(), Arrays.copyOfRange(slot.values(), part.offset(), part.offset() + part.length()));
    }

    /** Sets the weights to their moving averages, if they are kept; Keras does so when {@code fit} ends. */
    public void finish() {
        if (config.average().isPresent()) {
            float[] average = state.slot(OptimizerConfig.AVERAGE);
            System.arraycopy(average, 0, parameters.values(), 0, average.length);
        }
    }

    private void update(Crew crew, long updates, SparseRows rows) {
        config.clips().forEach(clip -> clip(crew, clip, rows));
        float rate = learningRate();
        boolean isScheduled = config.learningRate().schedule().isPresent();
        Turn turn = new Turn(rate, updates, isScheduled, state, parameters);
        Rule.Update update = config.rule().begin(turn);
        // Multiplied by the scale of a global norm, Keras 3's gradients are listed no more.
        boolean isListed = config.clips().stream().noneMatch(Clip.ByGlobalNorm.class::isInstance);
        boolean isApart = config.repeats() == Repeats.APART && isListed && rows.hasRepeats();
        List<Runnable> later = isApart ? rows.tell(config.rule(), turn) : List.of();
        Reached reached = Reached.of(config, pieces, rows, parameters);
        each(crew, reached.pieces(), piece -> {
            if (decays[piece.index()]) {
                decay(piece, config.weightDecay().get(), rate);
            }
            update.apply(piece);
            config.average().ifPresent(average -> average(piece, average, updates));
        });
        later.forEach(Runnable::run);
        reached.restore(parameters.values());
    }

    private static void each(Crew crew, List<Piece> pieces, Consumer<Piece> work) {
        crew.each(pieces.size(), i -> work.accept(pieces.get(i)));
    }

    /** What scaling the loss up and the gradients down does to gradients: nothing, but where they leave float32's range. */
    private void rescale(Piece piece, float scale) {
        float[] g = parameters.gradients();
        int to = piece.to();
        for (int i = piece.from(); i < to; i++) {
            g[i] = g[i] * scale / scale;
        }
    }

    private void accumulate(Piece piece, float[] sums, boolean isUpdate) {
        float[] g = parameters.gradients();
        float count = config.accumulation();
        int to = piece.to();
        for (int i = piece.from(); i < to; i++) {
            float sum = g[i] + sums[i];
            g[i] = sum / count;
            sums[i] = isUpdate ? 0 : sum;
        }
    }

    private void decay(Piece piece, float decay, float rate) {
        float[] w = parameters.values();
        int to = piece.to();
        for (int i = piece.from(); i < to; i++) {
            w[i] = w[i] - w[i] * decay * rate;
        }
    }

    private void average(Piece piece, OptimizerConfig.Average average, long updates) {
        float[] w = parameters.values();
        float[] a = state.slot(OptimizerConfig.AVERAGE);
        boolean takesOver = config.line() == Line.KERAS_3 && updates == 0;
        float old = takesOver ? 0 : average.momentum();
        float fresh = 1 - old;
        boolean overwrites =
                average.everySteps().filter(steps -> (updates + 1) % steps == 0).isPresent();
        int to = piece.to();
        for (int i = piece.from(); i < to; i++) {
            float wi = w[i];
            float mean = old * a[i] + fresh * wi;
            a[i] = mean;
            w[i] = overwrites ? mean : wi;
        }
    }

    private void clip(Crew crew, Clip clip, SparseRows rows) {
        if (clip instanceof Clip.ByValue byValue) {
            rows.bound(byValue.most(), parameters.gradients());
            each(crew, pieces, piece -> {
                if (!rows.has(piece.index())) {
                    bound(piece, byValue.most());
                }
            });
            return;
        }
        double[] squares = squares(crew, rows);
        if (clip instanceof Clip.ByNorm byNorm) {
            for (int i = 0; i < squares.length; i++) {
                rows.scale(i, byNorm.most(), Math.max((float) Math.sqrt(squares[i]), byNorm.most()));
            }
            each(crew, pieces, piece -> {
                float norm = (float) Math.sqrt(squares[piece.index()]);
                scale(piece, byNorm.most(), Math.max(norm, byNorm.most()));
            });
            return;
        }
        double sum = 0;
        for (double part : squares) {
            sum += part;
        }
        float norm = (float) Math.sqrt(sum);
        if (clip instanceof Clip.ByGlobalNorm global) {
            // The difference is 0, or no number if the norm is none.
            float scale = global.most() * Math.min(1 / norm, 1 / global.most()) + (norm - norm);
            each(crew, pieces, piece -> scale(piece, scale, 1));
        } else if (clip instanceof Clip.ByNormOfAll all && norm >= all.most()) {
            each(crew, pieces, piece -> scale(piece, all.most(), norm));
        }
    }

    /** The sum of squares of each parameter's gradient, or of its occurrences; in an order that no crew changes. */
    private double[] squares(Crew crew, SparseRows rows) {
        double[] parts = new double[pieces.size()];
        crew.each(parts.length, i -> {
            Piece piece = pieces.get(i);
            parts[i] = Norms.squares(parameters.gradients(), piece.from(), piece.to());
        });
        double[] sums = new double[decays.length];
        for (int i = 0; i < parts.length; i++) {
            sums[pieces.get(i).index()] += parts[i];
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = rows.has(i) ? rows.squares(i) : sums[i];
        }
        return sums;
    }

    private void bound(Piece piece, float most) {
        float[] g = parameters.gradients();
        int to = piece.to();
        for (int i = piece.from(); i < to; i++) {
            g[i] = Math.min(Math.max(g[i], -most), most);
        }
    }

    private void scale(Piece piece, float factor, float divisor) {
        float[] g = parameters.gradients();
        int to = piece.to();
        for (int i = piece.from(); i < to; i++) {
            g[i] = g[i] * factor / divisor;
        }
    }
}
