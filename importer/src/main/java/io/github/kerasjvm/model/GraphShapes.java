package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.core.InputLayer;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** The shapes that a model declares for its inputs. */
final class GraphShapes {

    private GraphShapes() {}

    /** The declared shape of each input; {@link Shape#UNKNOWN} where the file gives none. */
    static List<Shape> inputs(ModelGraph graph) {
        return graph.inputs().stream()
                .map(ref -> graph.layers().stream()
                        .filter(layer -> layer.name().equals(ref.layer()))
                        .flatMap(layer -> layer.layer().stream())
                        .filter(InputLayer.class::isInstance)
                        .map(layer -> ((InputLayer) layer).shape())
                        .findFirst()
                        .orElse(Shape.UNKNOWN))
                .toList();
    }
}
