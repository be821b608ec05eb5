package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.train.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An optimizer as a file describes it, with the rules of the Keras that wrote it. Immutable.
 *
 * @param line which of Keras's lines of optimizers it belongs to
 * @param className Keras's name for it, {@code AdamW}
 * @param rule how it changes weights
 * @param learningRate where its learning rate comes from
 * @param clips how gradients are bounded first, in order
 * @param weightDecay what is taken off each weight in a step, in parts of the learning rate; empty for none
 * @param undecayed regular expressions; a parameter whose name has one in it keeps out of the weight decay
 * @param average the moving average of the weights; empty for none
 * @param accumulation after how many steps the mean of their gradients is applied; 1 for each
 * @param lossScale what the loss is multiplied by and the gradients are divided by; empty for nothing
 * @param repeats what becomes of rows that a batch looks up in an embedding
 */
public record OptimizerConfig(
        Line line,
        String className,
        Rule rule,
        LearningRate learningRate,
        List<Clip> clips,
        Optional<Float> weightDecay,
        List<String> undecayed,
        Optional<Average> average,
        int accumulation,
        Optional<Float> lossScale,
        Repeats repeats) {

    static final String AVERAGE = "average";
    static final String ACCUMULATOR = "gradient_accumulator";

    /** Keeps its own copies. */
    public OptimizerConfig {
        clips = List.copyOf(clips);
        undecayed = List.copyOf(undecayed);
    }

    /**
     * The moving average of the weights.
     *
     * @param momentum how much of it stays in a step
     * @param everySteps after how many steps the weights become it; empty for only when training ends
     */
    record Average(float momentum, Optional<Integer> everySteps) {}

    /**
     * The same optimizer, with parameters kept out of the weight decay. No file says which; Keras's own
     * {@code exclude_from_weight_decay(var_names=…)} has to be repeated after loading, too.
     *
     * @param patterns regular expressions to be found in names as {@link #usesDecay} takes them
     * @return the optimizer
     */
    public OptimizerConfig withoutDecayOf(List<String> patterns) {
        return new OptimizerConfig(
                line,
                className,
                rule,
                learningRate,
                clips,
                weightDecay,
                patterns,
                average,
                accumulation,
                lossScale,
                repeats);
    }

    /**
     * Whether a schedule gives the learning rate.
     *
     * @return false if it stays until somebody sets it
     */
    public boolean isScheduled() {
        return learningRate.schedule().isPresent();
    }

    /**
     * What gives the learning rate instead of the state.
     *
     * @return the schedule; empty if there is none
     */
    public Optional<Schedule> schedule() {
        return learningRate.schedule();
    }

    /**
     * How much the divisor of the learning rate grows with each step: {@code lr / (1 + decay · done)}.
     *
     * @return 0 for a rate that stays
     */
    public double decay() {
        return learningRate.decay();
    }

    /**
     * How it changes weights, in words and numbers.
     *
     * @return the numbers of its rule
     */
    public RuleSummary summary() {
        return rule.summary();
    }

    /**
     * Whether files of this optimizer hold its learning rate, and the state's one wins over the configuration's.
     *
     * @return true for Keras 3 without a schedule
     */
    public boolean storesLearningRate() {
        return line == Line.KERAS_3 && learningRate.schedule().isEmpty();
    }

    /**
     * Whether {@link Optimizer#step(Crew, List)} has to know the rows that a batch looks up in embeddings, since the
     * gradient alone does not tell what this Keras does.
     *
     * @return false if the occurrences change nothing
     */
    public boolean needsOccurrences() {
        return switch (repeats) {
            case SUMMED -> false;
            case SUMMED_LATE -> !clips.isEmpty();
            case ROWS -> !clips.isEmpty() || rule.reach() != Rule.Reach.ALL;
            case APART -> accumulation == 1;
        };
    }

    /**
     * Whether an embedding is updated as any other weight, whatever rows a batch looks up and how often.
     *
     * @return false if the rows count one by one, or others stay as they are
     */
    public boolean updatesRowsAsAny() {
        return switch (repeats) {
            case SUMMED -> true;
            case SUMMED_LATE -> clips.isEmpty();
            case ROWS -> clips.isEmpty() && rule.reach() == Rule.Reach.ALL;
            case APART -> clips.isEmpty() && rule instanceof Sgd;
        };
    }

    /** The blocks of slots in the order of the file: averages and accumulators first, then the rule's. */
    List<List<Slot>> blocks() {
        List<List<Slot>> blocks = new ArrayList<>();
        average.ifPresent(a -> blocks.add(List.of(Slot.of(AVERAGE))));
        if (accumulation > 1) {
            blocks.add(List.of(Slot.of(ACCUMULATOR)));
        }
        blocks.addAll(rule.blocks(line));
        return blocks;
    }

    List<Slot> slots() {
        return blocks().stream().flatMap(List::stream).toList();
    }

    /** tf.keras copies the weights when it makes the average; Keras 3 takes them over in the first step. */
    boolean averageBeginsAtWeights() {
        return average.isPresent() && line == Line.TF_KERAS_2_11;
    }

    /**
     * Whether a parameter takes part in the weight decay. Keras 3 looks at the last part of the name, {@code bias};
     * tf.keras at the whole, {@code dense/bias:0}.
     */
    boolean usesDecay(String parameter) {
        String name = line == Line.KERAS_3 ? parameter.substring(parameter.lastIndexOf('/') + 1) : parameter + ":0";
        return undecayed.stream()
                .noneMatch(pattern ->
                        java.util.regex.Pattern.compile(pattern).matcher(name).find());
    }

    /**
     * Whether a step is counted. Keras 1 counts those of SGD, RMSprop, Adagrad and Adadelta only where the decay needs it
     * (keras-1.2.2 optimizers.py).
     */
    boolean countsSteps() {
        boolean counts = rule instanceof Adam || rule instanceof Adamax || rule instanceof Nadam;
        return line != Line.KERAS_1 || counts || learningRate.decay() > 0;
    }
}
