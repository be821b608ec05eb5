package io.github.kerasjvm.runtime;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.precision.NumberFormat;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * A Keras model on an engine, ready to predict. Any number of threads may share it. Whoever made it closes it; native
 * memory of the engine is freed then.
 *
 * <pre>{@code
 * try (Model model = Model.load(Path.of("mnist_cnn_trained_model.h5"))) {
 *     Tensor probabilities = model.predict(images); // [batch, 28, 28, 1] to [batch, 10]
 * }
 * }</pre>
 */
public final class Model implements AutoCloseable {

    /** Plans kept for inputs of different sizes, for models that leave sizes open. */
    private static final int MOST_PLANS = 8;

    private final KerasModel keras;
    private final Engine engine;
    private final EngineOptions options;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    /** By the shapes of the inputs; changed under the write lock, so that no plan is closed while it runs. */
    private final Map<List<Shape>, Plan> plans = new LinkedHashMap<>();

    private boolean closed;

    private Model(KerasModel keras, Engine engine, EngineOptions options) {
        this.keras = keras;
        this.engine = engine;
        this.options = options;
    }

    /**
     * Loads a model onto the fastest engine that can run here.
     *
     * @param file an {@code .h5} or {@code .keras} file
     * @return the model, to be closed
     * @throws io.github.kerasjvm.problem.ImportException if the file is not a sound model that runs here
     * @throws io.github.kerasjvm.engine.EngineException if no engine can run here
     */
    public static Model load(Path file) {
        return of(Import.of(file).load(), Engines.find("auto"), EngineOptions.defaults());
    }

    /**
     * Puts a model onto an engine.
     *
     * @param keras the model
     * @param engine the engine
     * @param options how it is to run
     * @return the model, to be closed
     */
    public static Model of(KerasModel keras, Engine engine, EngineOptions options) {
        return new Model(keras, engine, options);
    }

    /**
     * The model as it was imported.
     *
     * @return the model
     */
    public KerasModel keras() {
        return keras;
    }

    /**
     * The engine that runs it.
     *
     * @return the engine
     */
    public Engine engine() {
        return engine;
    }

    /**
     * Computes the output of a model with one input and one output.
     *
     * @param input the input with the batch first
     * @return the output with the batch first
     * @throws IllegalArgumentException if the input's shape contradicts the model, or it has not one input and one output
     * @throws IllegalStateException if the model is closed
     */
    public Tensor predict(Tensor input) {
        List<Tensor> outputs = predict(List.of(input));
        if (outputs.size() != 1) {
            throw new IllegalArgumentException("the model has " + outputs.size() + " outputs; ask for the list");
        }
        return outputs.get(0);
    }

    /**
     * Computes the outputs.
     *
     * @param inputs the inputs in the order of the model, with the batch first
     * @return the outputs in the order of the model, with the batch first
     * @throws IllegalArgumentException if an input's shape contradicts the model, or the model is stateful and made for other
     *     rows, see {@link KerasModel#requireRows}
     * @throws IllegalStateException if the model is closed
     */
    public List<Tensor> predict(List<Tensor> inputs) {
        return onPlan(inputs, plan -> plan.run(inputs));
    }

    /**
     * Computes the outputs into memory of the caller, on the heap or outside of it.
     *
     * @param inputs the inputs in the order of the model, with the batch first
     * @param results one buffer for each output of the model, in order; each takes the elements in row-major order from its
     *     position on, and its position moves behind them
     * @throws IllegalArgumentException as {@link #predict(List)}, or if there is not one buffer for each output
     * @throws java.nio.BufferOverflowException if a buffer has no room for the output
     * @throws IllegalStateException if the model is closed
     */
    public void predict(List<Tensor> inputs, List<FloatBuffer> results) {
        onPlan(inputs, plan -> {
            plan.run(inputs, results);
            return results;
        });
    }

    private <T> T onPlan(List<Tensor> inputs, Function<Plan, T> run) {
        requireRows(inputs);
        List<Shape> shapes =
                inputs.stream().map(input -> input.shape().with(0, Shape.ANY)).toList();
        while (true) {
            lock.readLock().lock();
            try {
                checkOpen();
                Plan plan = plans.get(shapes);
                if (plan != null) {
                    return run.apply(plan);
                }
            } finally {
                lock.readLock().unlock();
            }
            prepare(shapes);
        }
    }

    /**
     * Makes the model ready for inputs of some shapes, so that the first prediction need not wait for it.
     *
     * @param shapes the shapes of the inputs; the batch is left open
     * @throws IllegalArgumentException if a shape contradicts the model
     * @throws io.github.kerasjvm.engine.EngineException if the engine cannot run the model
     */
    public void prepare(List<Shape> shapes) {
        lock.writeLock().lock();
        try {
            checkOpen();
            if (!plans.containsKey(shapes)) {
                plans.put(
                        shapes,
                        engine.compile(new Program(keras.lower(shapes), java.util.Optional.of(keras)), options));
                if (plans.size() > MOST_PLANS) {
                    plans.remove(plans.keySet().iterator().next()).close();
                }
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Computes the output of every layer, for comparison with those of Keras.
     *
     * @param inputs the inputs in the order of the model, with the batch first
     * @return the outputs by layer path, in the order in which they are computed
     * @throws IllegalArgumentException if an input's shape contradicts the model
     * @throws io.github.kerasjvm.engine.EngineException if the engine runs whole models only, or in int8, which rounds what
     *     several layers compute together
     */
    public Map<String, Tensor> layerOutputs(List<Tensor> inputs) {
        requireRows(inputs);
        if (options.precision().format() == NumberFormat.INT8) {
            throw new EngineException("int8 computes layers together; there are no outputs of single ones");
        }
        OpGraph graph = keras.lower(inputs.stream().map(Tensor::shape).toList());
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        try (Plan plan = engine.compile(new Program(graph.withOutputs(graph.labels())), options)) {
            List<Tensor> values = plan.run(inputs);
            for (int i = 0; i < values.size(); i++) {
                outputs.put(graph.labels().get(i).name(), values.get(i));
            }
        }
        return outputs;
    }

    private void requireRows(List<Tensor> inputs) {
        for (Tensor input : inputs) {
            keras.requireRows(input.shape().size(0));
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
    }

    /** Frees the engine's memory; waits for predictions under way. Closing twice does nothing. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
            plans.values().forEach(Plan::close);
            plans.clear();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
