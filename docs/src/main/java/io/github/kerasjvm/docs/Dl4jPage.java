package io.github.kerasjvm.docs;

import io.github.kerasjvm.dl4j.Dl4jSupport;
import java.util.List;

/** The page of what a DL4J archive can hold, {@code docs/dl4j.md}. */
final class Dl4jPage {

    private Dl4jPage() {}

    static String text() {
        return """
                # DL4J archives

                Printed from the code (`Dl4jSupport`); a test keeps it so. `convert MODEL OUT.zip` writes plain DL4J layers of version
                1.0.0-M2.1, no class of ours. What DL4J cannot express exactly is refused, layer by layer, with the reason. An
                archive counts as written after stock DL4J has restored it and given the same numbers on random input.

                Inputs, outputs and every array between have Keras's order of axes: images `[batch, height, width, channels]` unless
                the model is channels first, sequences `[batch, steps, features]`, indices `[batch, steps]`. DL4J's layers are told so
                (`NHWC`, `NWC`), and nothing is transposed; data that was prepared for DL4J's own default of
                `[batch, features, steps]` has to be permuted before it is given.

                Refused whatever the layer:

                | where | reason |
                |---|---|
                | a mask reaches a layer whose numbers it changes | DL4J sets a masked step to zero, Keras passes it over. A mask that nobody uses does no harm |
                | a call gives first states (`initial_state`) | a recurrent layer of DL4J starts from zeros |
                | a layer gives several results (`return_state`, `merge_mode=None`) | a layer of DL4J gives one |
                | a layer with weights is called more than once | two layers of DL4J cannot share weights |
                | a result has no elements | DL4J fails on it |
                | an operation, or a model inside `TimeDistributed`, in place of a layer | an archive holds layers |

                An archive is for any backend of ND4J. With `org.nd4j:nd4j-cuda-11.6:1.0.0-M2.1` on the class path (600 MB, and CUDA 11.6
                on the machine) DL4J computes on a GPU; it is taken before nd4j-native where both are there, unless the environment
                has `BACKEND_PRIORITY_CPU=200`. Its library has machine code for compute capability 3.7 to 8.6 and no PTX, so that it
                runs on Ada (8.9) by code for 8.6, and cannot run on Hopper (9.0) or newer. That was read from the library; none of
                it has been run on a GPU here. The engine `dl4j` takes `--device cuda` where that backend is there, and refuses it elsewhere.

                ## Layers

                """
                + table("layer", Dl4jSupport.layers())
                + "\n## Activations\n\n"
                + table("activation", Dl4jSupport.activations())
                + """

                ## Training

                A compiled model takes its training along, so that stock DL4J goes on where Keras stopped: losses, the updater with
                its state and the count of its steps, learning rate and schedule, L1 and L2, weight decay, `clipnorm` of tf.keras and
                Keras 3 and `clipvalue`, frozen layers. `convert` and `Dl4jExporter.write` warn by name of all that DL4J has not or
                does otherwise, and leave it out; without a warning the next losses are Keras's. Unless a model drops at random or
                bounds gradients, DL4J's loss and gradients for random rows are compared with ours before the archive is written, and
                what differs is a warning, too. Where the optimizer is left out, DL4J's default stands in its place: plain SGD.
                `network.score()` after `fit` is the loss before the step, as Keras reports it.

                Never the same, and always named: constraints, penalties on activations, the noise and augmentation layers that are
                left out above, moving averages of weights, accumulated gradients, one norm over all gradients, rows of embeddings
                that some Keras update one by one, batch normalisation whose variance a generation of Keras counts otherwise, or that
                is frozen behind trained layers. With `Dropout`, DL4J draws other numbers.

                """
                + training("loss", Dl4jSupport.losses())
                + "\n"
                + training("optimizer", Dl4jSupport.optimizers())
                + "\n"
                + training("learning rate", Dl4jSupport.learningRates());
    }

    private static String table(String title, List<Dl4jSupport> lines) {
        StringBuilder table = new StringBuilder("| " + title + " | DL4J | note |\n|---|---|---|\n");
        lines.forEach(line -> table.append("| `")
                .append(line.name())
                .append("` | ")
                .append(word(line.level()))
                .append(" | ")
                .append(line.note())
                .append(" |\n"));
        return table.toString();
    }

    private static String training(String title, List<Dl4jSupport> lines) {
        StringBuilder table = new StringBuilder("| " + title + " | goes along | note |\n|---|---|---|\n");
        lines.forEach(line -> table.append("| ")
                .append(line.name())
                .append(" | ")
                .append(line.level() == Dl4jSupport.Level.REFUSED ? "no" : "yes")
                .append(" | ")
                .append(line.note())
                .append(" |\n"));
        return table.toString();
    }

    private static String word(Dl4jSupport.Level level) {
        return switch (level) {
            case EXACT -> "exact";
            case CONDITIONAL -> "exact, with conditions";
            case REFUSED -> "refused";
        };
    }
}
