import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a user of DL4J writes, without a class of keras-jvm: restores archives and trains them on. Commands come on standard
 * input, answers go to standard output, as {@code DataOutputStream} writes them.
 */
public class Continue {

    private static final DataInputStream IN = new DataInputStream(new BufferedInputStream(System.in));
    private static final DataOutputStream OUT = new DataOutputStream(new BufferedOutputStream(System.out));

    public static void main(String[] arguments) throws Exception {
        Model network = null;
        while (true) {
            String command;
            try {
                command = IN.readUTF();
            } catch (EOFException e) {
                return;
            }
            switch (command) {
                case "chain" -> network = ModelSerializer.restoreMultiLayerNetwork(new File(IN.readUTF()));
                case "graph" -> network = ModelSerializer.restoreComputationGraph(new File(IN.readUTF()));
                case "output" -> output(network);
                case "fit" -> fit(network);
                default -> write(network.params()); // "parameters"
            }
            OUT.flush();
        }
    }

    private static void output(Model network) throws IOException {
        INDArray[] inputs = arrays();
        INDArray[] outputs = network instanceof MultiLayerNetwork chain
                ? new INDArray[] {chain.output(inputs[0])}
                : ((ComputationGraph) network).output(inputs);
        OUT.writeInt(outputs.length);
        for (INDArray output : outputs) {
            write(output);
        }
    }

    /** One step; answers the score, and how much of it the penalties are. */
    private static void fit(Model network) throws IOException {
        INDArray[] inputs = arrays();
        INDArray[] labels = arrays();
        double penalties;
        if (network instanceof MultiLayerNetwork chain) {
            penalties = chain.calcRegularizationScore(true);
            chain.fit(inputs[0], labels[0]);
        } else {
            ComputationGraph graph = (ComputationGraph) network;
            penalties = graph.calcRegularizationScore(true);
            graph.fit(new MultiDataSet(inputs, labels));
        }
        OUT.writeDouble(network.score());
        OUT.writeDouble(penalties);
    }

    private static void write(INDArray array) throws IOException {
        float[] numbers = array.dup('c').data().asFloat();
        OUT.writeInt(numbers.length);
        for (float number : numbers) {
            OUT.writeFloat(number);
        }
    }

    private static INDArray[] arrays() throws IOException {
        INDArray[] arrays = new INDArray[IN.readInt()];
        for (int i = 0; i < arrays.length; i++) {
            long[] sizes = new long[IN.readInt()];
            int elements = 1;
            for (int axis = 0; axis < sizes.length; axis++) {
                sizes[axis] = IN.readInt();
                elements *= (int) sizes[axis];
            }
            float[] values = new float[elements];
            for (int element = 0; element < elements; element++) {
                values[element] = IN.readFloat();
            }
            arrays[i] = Nd4j.create(values, sizes, 'c');
        }
        return arrays;
    }
}
