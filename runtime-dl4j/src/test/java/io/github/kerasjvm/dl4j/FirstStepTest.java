package io.github.kerasjvm.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.train.SavedTraining;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L2Regularization;

/** The proof of a training finds a network that DL4J trains otherwise; what it finds no fault with is held against Keras elsewhere. */
class FirstStepTest {

    private final Import source = Import.of(Suite.fixtures().resolve("training/tfk_old_adagrad/before.h5"));
    private final KerasModel model = source.load();
    private final SavedTraining training = SavedTraining.of(source, model).orElseThrow();
    private final List<Shape> shapes =
            model.inputs().stream().map(KerasModel.Port::shape).toList();
    private final Blueprint blueprint =
            Dl4jExporter.of(model).training(training).blueprint();

    private Optional<String> difference() {
        return FirstStep.difference(model, training, shapes, blueprint);
    }

    private BaseLayer layer(String name) {
        return blueprint.nodes().stream()
                .filter(node -> node.name().equals(name))
                .map(node -> (BaseLayer) ((Node.OfLayer) node).layer())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void findsNothingWhereAllIsTheSame() {
        assertThat(difference()).isEmpty();
    }

    @Test
    void findsAnotherPenalty() {
        layer("hidden").setRegularization(List.of(new L2Regularization(0.1)));
        assertThat(difference()).hasValueSatisfying(text -> assertThat(text).contains("DL4J's first loss is"));
    }

    @Test
    void findsAnotherGradient() {
        // Not told by the loss: DL4J is made to move one array twice as far.
        layer("hidden").setBiasUpdater(new Sgd(2));
        assertThat(difference()).hasValueSatisfying(text -> assertThat(text).contains("of hidden's b "));
    }
}
