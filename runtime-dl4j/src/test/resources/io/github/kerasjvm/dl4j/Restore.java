import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a user of DL4J writes, without a class of keras-jvm: restores an archive, runs the input of a file (rank, sizes,
 * then the numbers, big endian) and prints the output's numbers.
 */
public class Restore {

    public static void main(String[] arguments) throws Exception {
        INDArray input;
        try (DataInputStream in = new DataInputStream(new FileInputStream(arguments[2]))) {
            long[] sizes = new long[in.readInt()];
            int elements = 1;
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = in.readInt();
                elements *= (int) sizes[i];
            }
            float[] values = new float[elements];
            for (int i = 0; i < elements; i++) {
                values[i] = in.readFloat();
            }
            input = Nd4j.create(values, sizes, 'c');
        }
        File archive = new File(arguments[1]);
        INDArray output;
        if (arguments[0].equals("chain")) {
            MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(archive);
            output = network.output(input);
        } else {
            ComputationGraph network = ModelSerializer.restoreComputationGraph(archive);
            output = network.outputSingle(input);
        }
        for (float number : output.dup('c').data().asFloat()) {
            System.out.println(number);
        }
    }
}
