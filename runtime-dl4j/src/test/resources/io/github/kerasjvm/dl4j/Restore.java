import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a user of DL4J writes, without a class of keras-jvm: restores an archive and runs every array that comes on
 * standard input (rank, sizes, then the numbers, big endian). Each answer is the number of floats and the floats.
 */
public class Restore {

    public static void main(String[] arguments) throws Exception {
        File archive = new File(arguments[1]);
        Function<INDArray, INDArray> network;
        if (arguments[0].equals("chain")) {
            MultiLayerNetwork chain = ModelSerializer.restoreMultiLayerNetwork(archive);
            network = chain::output;
        } else {
            ComputationGraph graph = ModelSerializer.restoreComputationGraph(archive);
            network = graph::outputSingle;
        }
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        while (true) {
            INDArray input;
            try {
                input = read(in);
            } catch (EOFException e) {
                return;
            }
            float[] output = network.apply(input).dup('c').data().asFloat();
            out.writeInt(output.length);
            for (float number : output) {
                out.writeFloat(number);
            }
            out.flush();
        }
    }

    private static INDArray read(DataInputStream in) throws Exception {
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
        return Nd4j.create(values, sizes, 'c');
    }
}
