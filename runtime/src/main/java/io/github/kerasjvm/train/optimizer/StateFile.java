package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The state of an optimizer as the arrays of a file, in the order of the Keras that writes it:
 *
 * <ul>
 *   <li>Keras 1 and 2.0 to 2.2: the iterations (not for RMSprop, Adagrad, Adadelta), then slot by slot
 *   <li>Keras 2.3: the iterations, Nadam's {@code m_schedule}, then slot by slot, an unused {@code vhat} of one number
 *       without AMSGrad
 *   <li>tf.keras before 2.11: the iterations, Nadam's {@code momentum_cache}, then slot by slot
 *   <li>tf.keras since, and Keras 3: the iterations, with Keras 3 the learning rate unless a schedule gives it, averages,
 *       accumulators, then the slots of the rule, mostly parameter by parameter; Nadam's product last in Keras 3
 * </ul>
 */
public final class StateFile {

    private final OptimizerConfig config;
    private final Map<String, StoredOrder> orders;
    private final List<StateEntry> entries;

    /**
     * The arrays that a file of an optimizer has.
     *
     * @param config the optimizer
     * @param layout the weights that it trains, in the order of the model
     * @param orders how the file has the elements of weights that it does not store as they are used, by name
     */
    public StateFile(OptimizerConfig config, Layout layout, Map<String, StoredOrder> orders) {
        this.config = config;
        this.orders = Map.copyOf(orders);
        this.entries = entries(config, layout);
    }

    /**
     * One array to be written.
     *
     * @param label what it holds: {@code velocity of dense/kernel}
     * @param values its elements
     * @param type the type that Keras stores on TensorFlow: {@code float32}; {@code int64} for a count of steps but in Keras
     *     1; {@code int32} for what Keras 3 keeps unused
     * @param count the number itself, for a count of steps, which float32 may not hold
     */
    public record Stored(String label, Tensor values, String type, OptionalLong count) {

        private static Stored of(String label, Tensor values, String type) {
            return new Stored(label, values, type, OptionalLong.empty());
        }
    }

    private List<StateEntry> entries(OptimizerConfig config, Layout layout) {
        List<StateEntry> entries = new ArrayList<>();
        if (holdsIterations(config)) {
            entries.add(new StateEntry(StateEntry.Kind.ITERATIONS, "", "", Shape.SCALAR));
        }
        if (config.storesLearningRate()) {
            entries.add(new StateEntry(StateEntry.Kind.LEARNING_RATE, "", "", Shape.SCALAR));
        }
        Optional<StateEntry> scalar = config.rule()
                .scalar(config.line())
                .filter(Rule.Scalar::isStored)
                .map(s -> new StateEntry(StateEntry.Kind.SCALAR, s.name(), "", Shape.SCALAR));
        boolean isLast = config.line() == Line.KERAS_3;
        if (!isLast) {
            scalar.ifPresent(entries::add);
        }
        config.blocks().forEach(block -> entries.addAll(block(block, layout)));
        if (isLast) {
            scalar.ifPresent(entries::add);
        }
        return List.copyOf(entries);
    }

    private static boolean holdsIterations(OptimizerConfig config) {
        boolean isCounted = !(config.rule() instanceof RMSprop
                || config.rule() instanceof Adagrad
                || config.rule() instanceof Adadelta);
        return isCounted || config.line() != Line.KERAS_1 && config.line() != Line.KERAS_2;
    }

    private List<StateEntry> block(List<Slot> slots, Layout layout) {
        List<StateEntry> entries = new ArrayList<>();
        for (Parameter parameter : layout.parameters()) {
            for (Slot slot : slots) {
                slot.shape(parameter.shape())
                        .map(shape -> storedShape(slot, parameter, shape))
                        .ifPresent(shape -> entries.add(
                                new StateEntry(StateEntry.Kind.SLOT, slot.name(), parameter.name(), shape)));
            }
        }
        return entries;
    }

    private Shape storedShape(Slot slot, Parameter parameter, Shape used) {
        boolean isOrdered = slot.form() == Slot.Form.SAME && orders.containsKey(parameter.name());
        return isOrdered ? orders.get(parameter.name()).shape() : used;
    }

    /**
     * Sets the state of an optimizer from a file. Nothing is set if a problem is found.
     *
     * @param arrays the arrays in the order of the file; none for a model that was compiled and never trained, which leaves
     *     the state as it is
     * @param optimizer takes the state
     * @param problems takes what is missing, has another shape, or is too much
     * @return whether a state was set
     * @throws io.github.kerasjvm.problem.ImportException if an array cannot be read
     */
    public boolean read(List<StoredArray> arrays, Optimizer optimizer, Problems problems) {
        Problems here = problems.at("optimizer", config.className());
        List<StateEntry> known = arrays.size() == counts() ? entries.subList(0, counts()) : entries;
        if (arrays.isEmpty() || !agree(known, arrays, here)) {
            return false;
        }
        List<float[]> values = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            values.add(arrays.get(i).readFloats());
        }
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).kind() == StateEntry.Kind.ITERATIONS) {
                // float32 does not tell whole numbers above 2^24 apart.
                optimizer.state().setIterations((long) arrays.get(i).readDoubles()[0]);
            } else {
                set(known.get(i), values.get(i), optimizer.state());
            }
        }
        return true;
    }

    /** How many arrays there are of an optimizer that has not seen the weights: Keras makes its slots at the first step. */
    private int counts() {
        return (int) entries.stream()
                .takeWhile(entry ->
                        entry.kind() == StateEntry.Kind.ITERATIONS || entry.kind() == StateEntry.Kind.LEARNING_RATE)
                .count();
    }

    private boolean agree(List<StateEntry> entries, List<StoredArray> arrays, Problems here) {
        int before = here.count();
        for (int i = 0; i < Math.min(entries.size(), arrays.size()); i++) {
            StateEntry entry = entries.get(i);
            StoredArray array = arrays.get(i);
            if (!fits(entry, array.shape())) {
                here.add(
                        Code.OPTIMIZER_STATE,
                        array.path(),
                        "has the shape " + array.shape() + ", expected " + entry.label() + ", " + entry.shape(),
                        "");
            }
        }
        for (int i = arrays.size(); i < entries.size(); i++) {
            here.add(
                    Code.OPTIMIZER_STATE,
                    "",
                    entries.get(i).label() + " is not in the file, which has " + arrays.size() + " arrays",
                    "");
        }
        for (int i = entries.size(); i < arrays.size(); i++) {
            String message = "belongs to nothing that " + config.className() + " keeps";
            here.add(Code.OPTIMIZER_STATE, arrays.get(i).path(), message, "");
        }
        return here.count() == before;
    }

    /** Theano stores single numbers as they are, some writers as an array of one. */
    private static boolean fits(StateEntry entry, Shape shape) {
        boolean isSingle = entry.kind() != StateEntry.Kind.SLOT && shape.elements() == 1;
        return isSingle || entry.shape().equals(shape);
    }

    private void set(StateEntry entry, float[] values, OptimizerState state) {
        switch (entry.kind()) {
            case ITERATIONS -> throw new IllegalArgumentException("a count is no array of float32");
            case LEARNING_RATE -> state.setLearningRate(values[0]);
            case SCALAR -> state.setScalar(entry.name(), values[0]);
            case SLOT -> {
                Parameter part = part(entry, state);
                float[] used =
                        isOrdered(entry, part) ? orders.get(entry.parameter()).used(values) : values;
                System.arraycopy(used, 0, state.slot(entry.name()), part.offset(), values.length);
            }
        }
    }

    /**
     * The state of an optimizer in the order of the file.
     *
     * @param optimizer whose state
     * @return copies of the arrays
     */
    public List<Stored> write(Optimizer optimizer) {
        return entries.stream().map(entry -> stored(entry, optimizer.state())).toList();
    }

    private Stored stored(StateEntry entry, OptimizerState state) {
        return switch (entry.kind()) {
            case ITERATIONS ->
                new Stored(
                        entry.label(),
                        Tensor.scalar(state.iterations()),
                        config.line() == Line.KERAS_1 ? "float32" : "int64",
                        OptionalLong.of(state.iterations()));
            case LEARNING_RATE -> Stored.of(entry.label(), Tensor.scalar(state.learningRate()), "float32");
            case SCALAR -> Stored.of(entry.label(), Tensor.scalar(state.scalar(entry.name())), "float32");
            case SLOT -> {
                Parameter part = part(entry, state);
                float[] values = new float[part.length()];
                System.arraycopy(state.slot(entry.name()), part.offset(), values, 0, values.length);
                float[] inOrder =
                        isOrdered(entry, part) ? orders.get(entry.parameter()).stored(values) : values;
                boolean isUnused = config.rule() instanceof Adafactor
                        && entry.shape().rank() == 0
                        && !entry.name().equals("velocity");
                yield Stored.of(entry.label(), Tensor.owning(entry.shape(), inOrder), isUnused ? "int32" : "float32");
            }
        };
    }

    /** An unused array of one number has no order. */
    private boolean isOrdered(StateEntry entry, Parameter part) {
        return orders.containsKey(entry.parameter())
                && part.length() == orders.get(entry.parameter()).shape().elements();
    }

    private static Parameter part(StateEntry entry, OptimizerState state) {
        Layout layout = state.slotArray(entry.name()).layout();
        return layout.parameters().get(layout.indexOf(entry.parameter()));
    }

    /**
     * What the file of this optimizer does not hold although training goes on differently without it.
     *
     * @return a sentence for each; empty if it holds all
     */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!holdsIterations(config) && config.learningRate().decay() > 0) {
            notes.add("files of this Keras do not hold how many steps " + config.className()
                    + " has done; its decay begins again");
        }
        if (config.rule().scalar(config.line()).filter(s -> !s.isStored()).isPresent()) {
            notes.add("files of this Keras do not hold the product of Nadam's schedule; it begins again at 1");
        }
        return notes;
    }
}
