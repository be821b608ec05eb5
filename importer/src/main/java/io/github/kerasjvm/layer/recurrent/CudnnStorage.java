package io.github.kerasjvm.layer.recurrent;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * How the layers for cuDNN store their arrays, and the way back (keras/engine/saving.py, {@code _convert_rnn_weights}): each
 * gate's kernel lies column by column, each gate's recurrent kernel is transposed, and there are two biases, one for each
 * kernel, one behind the other.
 */
final class CudnnStorage {

    private CudnnStorage() {}

    /** Says what the layers for cuDNN have by themselves: tanh and sigmoid, and for a GRU the reset gate behind the product. */
    static void lift(Lifted layer) {
        layer.put("activation", TextNode.valueOf("tanh"));
        layer.put("recurrent_activation", TextNode.valueOf("sigmoid"));
        layer.put("use_bias", BooleanNode.TRUE);
        if (layer.className().equals("GRU")) {
            layer.put("reset_after", BooleanNode.TRUE);
        } else {
            for (String name : List.of("bias_regularizer", "bias_constraint")) {
                if (layer.has(name)) {
                    layer.refuse(
                            name, "is " + layer.take(name) + "; it is about two biases, of which Keras 3 has the sum");
                }
            }
            layer.change(Change.Kind.TRAINING, "Keras 3 trains the sum of the two biases, not each");
        }
        layer.change(Change.Kind.REPLACED, "the layer for cuDNN by " + layer.className());
    }

    static List<WeightSpec> specs(int in, int units, int gates, WeightSpec bias) {
        int width = gates * units;
        Shape kernel = Shape.of(in, width);
        Shape recurrent = Shape.of(units, width);
        return List.of(
                WeightSpec.of("kernel", kernel)
                        .storedAs(new WeightSpec.Form(kernel, stored -> byColumns(stored, in, units, gates))),
                WeightSpec.of("recurrent_kernel", recurrent)
                        .storedAs(new WeightSpec.Form(recurrent, stored -> transposed(stored, units, gates))),
                bias);
    }

    /** {@code kernel.T.reshape(kernel.shape, order="F")} of each gate. */
    private static float[] byColumns(float[] stored, int in, int units, int gates) {
        int width = gates * units;
        float[] used = new float[stored.length];
        for (int gate = 0; gate < gates; gate++) {
            for (int i = 0; i < in; i++) {
                for (int u = 0; u < units; u++) {
                    int place = i + u * in; // in the order of columns
                    used[i * width + gate * units + u] = stored[place / units * width + gate * units + place % units];
                }
            }
        }
        return used;
    }

    private static float[] transposed(float[] stored, int units, int gates) {
        int width = gates * units;
        float[] used = new float[stored.length];
        for (int gate = 0; gate < gates; gate++) {
            for (int from = 0; from < units; from++) {
                for (int to = 0; to < units; to++) {
                    used[from * width + gate * units + to] = stored[to * width + gate * units + from];
                }
            }
        }
        return used;
    }

    /** The two biases of an LSTM, whose sum is all that counts. */
    static WeightSpec summedBias(int width) {
        return WeightSpec.of("bias", width).storedAs(new WeightSpec.Form(Shape.of(2 * width), stored -> {
            float[] sum = new float[width];
            for (int i = 0; i < width; i++) {
                sum[i] = stored[i] + stored[width + i];
            }
            return sum;
        }));
    }

    /** The two biases of a GRU. */
    static WeightSpec bothBiases(int width) {
        return WeightSpec.of("bias", Shape.of(2, width))
                .storedAs(new WeightSpec.Form(Shape.of(2 * width), stored -> stored));
    }
}
