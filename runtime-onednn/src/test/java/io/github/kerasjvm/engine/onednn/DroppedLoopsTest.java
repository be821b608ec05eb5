package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.op.Gradients;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recurrent and attention layers that drop in training, and the way back through them. */
class DroppedLoopsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lstm/k3_cl.keras",
                "lstm/tfk_cl.h5",
                "gru/k3_cl.keras",
                "lstm_old/k1_tf_cl.h5",
                "attention/tfk_cl.h5"
            })
    void trainAsOnTheReferenceEngine(String file) {
        Path folder = Path.of(System.getProperty("keras-jvm.fixtures"), "layer");
        KerasModel model = Import.of(folder.resolve(file)).load();
        List<Shape> shapes =
                model.inputs().stream().map(input -> input.shape().with(0, 5)).toList();
        OpGraph training = model.lowerForTraining(shapes).graph();
        OpGraph loss = training.extend((ops, renewed) -> List.of(new OpGraph.Output(
                "loss",
                training.outputs().stream()
                        .map(output -> squares(ops, renewed.apply(output.value())))
                        .reduce(ops::add)
                        .orElseThrow())));
        List<String> given = loss.inputs().subList(0, shapes.size()).stream()
                .map(OpGraph.Input::name)
                .toList();

        Nearness.check(Gradients.of(loss, given), inputs(loss));
    }

    private static Value squares(Ops ops, Value x) {
        List<Integer> all = IntStream.range(0, x.shape().rank()).boxed().toList();
        return ops.reduce(ReduceFunction.SUM, ops.multiply(x, x), all, false);
    }

    private static List<Tensor> inputs(OpGraph graph) {
        Random random = new Random(5);
        List<Tensor> inputs = new ArrayList<>();
        for (OpGraph.Input input : graph.inputs()) {
            float[] numbers = new float[(int) input.value().shape().elements()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = random.nextFloat();
            }
            inputs.add(Tensor.owning(input.value().shape(), numbers));
        }
        return inputs;
    }
}
