package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * Keeps DL4J from turning arrays where a channels-first layer meets a channels-last one. Some of its layers make it
 * permute the axes of what lies between them, in the wrong direction (1.0.0-M2.1, {@code outputOfLayerDetached});
 * in a graph it takes for the layer before whichever it happens to have run before.
 */
final class MixedLayouts {

    private MixedLayouts() {}

    /** Separates such layers by one that does nothing; where that cannot help, says that the model is refused. */
    static void separate(Blueprint blueprint, Problems problems) {
        List<CNN2DFormat> formats = blueprint.nodes().stream()
                .filter(MixedLayouts::isTurned)
                .map(MixedLayouts::format)
                .distinct()
                .toList();
        if (formats.size() < 2) {
            return;
        }
        if (!blueprint.isRow()) {
            String names = blueprint.nodes().stream()
                    .filter(MixedLayouts::isTurned)
                    .map(node -> node.name() + " " + format(node))
                    .collect(Collectors.joining(", "));
            String message = "mixes channels-first and channels-last layers in a graph with branches, where DL4J turns"
                    + " the axes of the wrong arrays: " + names;
            problems.add(Code.EXPORT, "", message, "");
            return;
        }
        blueprint.rewrite(separated(blueprint), blueprint.outputs());
    }

    private static List<Node> separated(Blueprint blueprint) {
        List<Node> nodes = new ArrayList<>();
        Node last = null;
        for (Node node : blueprint.nodes()) {
            boolean meets = last != null && isTurned(last) && isTurned(node) && format(last) != format(node);
            if (meets) {
                Node.OfLayer separator = separator(blueprint, (Node.OfLayer) last);
                nodes.add(separator);
                nodes.add(node.withInputs(List.of(separator.name())));
            } else {
                nodes.add(node);
            }
            last = node;
        }
        return nodes;
    }

    private static Node.OfLayer separator(Blueprint blueprint, Node.OfLayer behind) {
        String name = blueprint.free(behind.name() + "-separate");
        ActivationLayer identity = new ActivationLayer.Builder()
                .activation(new ActivationIdentity())
                .build();
        identity.setLayerName(name);
        return new Node.OfLayer(name, identity, Map.of(), List.of(behind.name()), behind.shape());
    }

    private static boolean isTurned(Node node) {
        return node instanceof Node.OfLayer layer && ConvolutionUtils.layerHasConvolutionLayout(layer.layer());
    }

    private static CNN2DFormat format(Node node) {
        return ConvolutionUtils.getFormatForLayer(((Node.OfLayer) node).layer());
    }
}
