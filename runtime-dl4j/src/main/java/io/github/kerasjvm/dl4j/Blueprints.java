package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.config.TensorRef;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.ModelGraph;
import io.github.kerasjvm.model.ModelLayer;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** Makes the blueprint of a model: walks its layers, nested models included, and applies their rules. */
final class Blueprints {

    private final KerasModel model;
    private final Blueprint blueprint;
    private final Problems problems;
    private final Set<String> calledBefore = new HashSet<>();

    private Blueprints(KerasModel model, Problems problems) {
        this.model = model;
        this.problems = problems;
        this.blueprint =
                new Blueprint(model.inputs().stream().map(KerasModel.Port::name).toList());
    }

    /**
     * Makes a blueprint.
     *
     * @param model the model
     * @param shapes the shapes of its inputs; the batch is left open whatever they say
     * @param problems takes what DL4J cannot express
     * @return the blueprint, of use only if there are no problems
     */
    static Blueprint of(KerasModel model, List<Shape> shapes, Problems problems) {
        return new Blueprints(model, problems).build(shapes);
    }

    private Blueprint build(List<Shape> shapes) {
        List<Flow> inputs = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            Shape shape = shapes.get(i).with(0, Shape.ANY);
            String name = blueprint.inputs().get(i);
            if (shape.rank() < 2 || shape.rank() > 5 || !shape.isKnownFrom(1)) {
                problems.at(name, "InputLayer")
                        .add(
                                Code.EXPORT,
                                "",
                                "is " + shape + "; DL4J takes 2 to 5 axes, of known sizes but for the batch",
                                "");
                return blueprint;
            }
            inputs.add(new Flow(name, shape));
        }
        List<Flow> outputs = walk(model.graph(), inputs);
        for (int i = 0; i < outputs.size(); i++) {
            addOutput(model.graph().outputs().get(i), outputs.get(i));
        }
        MixedLayouts.separate(blueprint, problems);
        if (!blueprint.isChain()) {
            GraphRepairs.apply(blueprint);
        }
        return blueprint;
    }

    private List<Flow> walk(ModelGraph graph, List<Flow> given) {
        Map<TensorRef, Flow> flows = new HashMap<>();
        for (int i = 0; i < given.size(); i++) {
            flows.put(graph.inputs().get(i), given.get(i));
        }
        for (ModelGraph.Step step : graph.order()) {
            ModelLayer layer = step.layer();
            if (layer.isInput()) {
                continue;
            }
            List<Flow> taken = step.use().inputs().stream().map(flows::get).toList();
            List<Flow> results = layer.nested().isPresent()
                    ? walk(layer.nested().get(), taken)
                    : List.of(call(layer, step.use().layer().orElseThrow(), taken));
            for (int i = 0; i < results.size(); i++) {
                flows.put(new TensorRef(layer.name(), step.call(), i), results.get(i));
            }
        }
        return graph.outputs().stream().map(flows::get).toList();
    }

    private Flow call(ModelLayer modelLayer, Layer layer, List<Flow> taken) {
        List<Shape> shapes = taken.stream().map(Flow::shape).toList();
        Shape output = layer.outputs(shapes, Problems.none()).get(0);
        LayerCall call = new LayerCall(blueprint, modelLayer, taken, output, model.weights(), problems);
        Optional<Rule<?>> rule = Rules.STANDARD.of(layer);
        if (rule.isEmpty()) {
            return call.refuse("", Rules.NO_RULE);
        }
        if (!calledBefore.add(modelLayer.path()) && !layer.weights(shapes).isEmpty()) {
            return call.refuse("", "is called more than once; two layers of DL4J cannot share weights");
        }
        if (!rule.get().takesAnyOrder()
                && taken.stream().anyMatch(flow -> flow.order().isPresent())) {
            return call.refuse("", "takes " + OTHER_ORDER);
        }
        return rule.get().apply(layer, call);
    }

    private static final String OTHER_ORDER =
            "what a channels-first Flatten gives, which in DL4J is in another order; only a Dense layer can make up for it";

    /** DL4J's outputs are nodes, each once: an input of the network, or a second mention, gets a node of its own. */
    private void addOutput(TensorRef ref, Flow flow) {
        if (flow.order().isPresent()) {
            problems.at(ref.layer(), "").add(Code.EXPORT, "", "as an output is " + OTHER_ORDER, "");
        }
        boolean isPlain = !blueprint.inputs().contains(flow.node())
                && blueprint.outputs().stream().noneMatch(other -> other.node().equals(flow.node()));
        if (isPlain) {
            blueprint.addOutput(flow);
            return;
        }
        String name = blueprint.free(ref.layer() + "-output");
        ActivationLayer identity = new ActivationLayer.Builder()
                .activation(new ActivationIdentity())
                .build();
        identity.setLayerName(name);
        blueprint.add(new Node.OfLayer(name, identity, Map.of(), List.of(flow.node()), flow.shape()));
        blueprint.addOutput(new Flow(name, flow.shape()));
    }
}
