package io.github.kerasjvm.train;

import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/**
 * The weight of each class: rows count as their class does. Keras's {@code class_weight}, with the rules of a generation.
 *
 * <p>Sources: {@code standardize_weights} of keras-1.2.2 and 2.2.4 engine/training.py and 2.3.1 engine/training_utils.py;
 * {@code class_weight_to_sample_weights} of keras-3.15.1 trainers/data_adapters/data_adapter_utils.py.
 *
 * @param weights the weight by class
 * @param together what becomes of weights of rows that are given, too
 * @param missing the weight of a class that has none; empty where that is an error
 */
record ClassWeights(Map<Integer, Double> weights, Together together, Optional<Double> missing) {

    /** Keeps its own copy. */
    ClassWeights {
        weights = Map.copyOf(weights);
    }

    /** What weights of rows and of classes give together. */
    enum Together {
        /** Those of rows alone. */
        ROWS,
        /** Their product. */
        PRODUCT,
        /** An error. */
        REFUSED
    }

    /** The weights with the rules of the Keras that wrote a model. */
    static ClassWeights of(Map<Integer, Double> weights, Origin origin) {
        if (origin.generation() == Generation.KERAS_3) {
            return new ClassWeights(weights, Together.REFUSED, Optional.of(1.0));
        }
        boolean isOld = TrainingRules.of(origin).weighting() == TrainingRules.Weighting.BY_NONZERO;
        return new ClassWeights(weights, isOld ? Together.ROWS : Together.PRODUCT, Optional.empty());
    }

    /**
     * The weights of rows.
     *
     * @param labels class indices {@code [rows]} or {@code [rows, 1]}, or one number for each class
     * @param own the weights of the rows themselves
     * @return the weights, {@code [rows]}; empty if each row counts once
     * @throws DataException if a class has no weight, or both cannot be given
     */
    Optional<Tensor> ofRows(Tensor labels, Optional<Tensor> own) {
        if (weights.isEmpty() || own.isPresent() && together == Together.ROWS) {
            return own;
        }
        if (own.isPresent() && together == Together.REFUSED) {
            throw new DataException("weights of rows and of classes cannot be given together in Keras 3");
        }
        int rows = labels.shape().size(0);
        if (labels.shape().rank() > 2) {
            throw new DataException("weights of classes need one class for each row, the labels are " + labels.shape());
        }
        float[] values = new float[rows];
        int width = labels.elements() / Math.max(1, rows);
        for (int row = 0; row < rows; row++) {
            values[row] = (float) weightOf(label(labels, row, width));
        }
        Tensor ofClasses = Tensor.owning(Shape.of(rows), values);
        return Optional.of(own.map(of -> product(of, ofClasses)).orElse(ofClasses));
    }

    private double weightOf(int label) {
        Double weight = weights.get(label);
        if (weight == null && missing.isEmpty()) {
            throw new DataException("class " + label
                    + " has no weight; the Keras that wrote the model wants one for each" + " class of the data");
        }
        return weight == null ? missing.get() : weight;
    }

    /** The class of a row: the place of the largest number, the first of equals, or the number itself. */
    private static int label(Tensor labels, int row, int width) {
        if (width == 1) {
            return (int) labels.get(row);
        }
        int best = 0;
        for (int i = 1; i < width; i++) {
            best = labels.get(row * width + i) > labels.get(row * width + best) ? i : best;
        }
        return best;
    }

    /** Weights of rows, or of positions {@code [rows, steps]}, times those of the rows. */
    private static Tensor product(Tensor own, Tensor ofClasses) {
        float[] product = own.toArray();
        int each = product.length / Math.max(1, ofClasses.elements());
        for (int i = 0; i < product.length; i++) {
            product[i] *= ofClasses.get(i / each);
        }
        return Tensor.owning(own.shape(), product);
    }
}
