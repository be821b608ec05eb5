package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.config.TensorRef;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.operation.Operation;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.ModelCall;
import io.github.kerasjvm.model.ModelGraph;
import io.github.kerasjvm.model.ModelLayer;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
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
            String node = outputs.get(i).node();
            long mentions =
                    outputs.stream().filter(flow -> flow.node().equals(node)).count();
            addOutput(model.graph().outputs().get(i), outputs.get(i), mentions);
        }
        MixedLayouts.separate(blueprint, problems);
        if (!blueprint.isChain()) {
            GraphRepairs.apply(blueprint);
        }
        return blueprint;
    }

    private List<Flow> walk(ModelGraph graph, List<Flow> given) {
        return graph.walk(given, new ModelGraph.Visitor<>() {
            @Override
            public List<Flow> call(ModelLayer layer, ModelCall use, List<Flow> inputs) {
                return layer.nested().isPresent()
                        ? walk(layer.nested().get(), inputs)
                        : Blueprints.this.call(layer, use.layer().orElseThrow(), inputs);
            }

            @Override
            public Flow masked(Flow input, Flow mask) {
                return input.masked(Optional.of(mask.shape()));
            }
        });
    }

    private List<Flow> call(ModelLayer modelLayer, Layer layer, List<Flow> taken) {
        List<Shape> shapes = taken.stream().map(Flow::shape).toList();
        List<Shape> outputs = layer.outputs(shapes, Problems.none());
        LayerCall call = new LayerCall(blueprint, modelLayer, taken, outputs.get(0), model.weights(), problems);
        Masks masks = Masks.of(layer, taken);
        Flow first = call(modelLayer, layer, call, masks, outputs.size());
        List<Flow> results = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            // Only a layer that is refused has further results; they let the layers behind be looked at, too.
            Flow result = i == 0 ? first : new Flow(modelLayer.path(), outputs.get(i));
            results.add(result.masked(masks.result(i)));
        }
        return results;
    }

    private Flow call(ModelLayer modelLayer, Layer layer, LayerCall call, Masks masks, int results) {
        List<Flow> taken = call.inputs();
        List<Shape> shapes = taken.stream().map(Flow::shape).toList();
        Optional<Rule<?>> rule = Rules.STANDARD.of(layer);
        if (rule.isEmpty()) {
            return call.refuse("", layer instanceof Operation ? RefusedRules.OPERATION : Rules.NO_RULE);
        }
        if (rule.get().level() == Dl4jSupport.Level.REFUSED) {
            return rule.get().apply(layer, call);
        }
        if (call.output().elementsFrom(1) == 0) {
            return call.refuse("", "gives " + call.output() + ", an array without elements, on which DL4J fails");
        }
        if (results != 1) {
            return call.refuse("", "gives " + results + " results; a layer of DL4J gives one");
        }
        if (masks.matter()) {
            return call.refuse("", MASKED);
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

    private static final String MASKED =
            "takes a mask, of Masking, of Embedding with mask_zero or of the file: DL4J sets"
                    + " a masked step to zero, where Keras passes it over";

    private static final String OTHER_ORDER =
            "what a channels-first Flatten gives, which in DL4J is in another order; only a Dense layer can make up for it";

    /**
     * DL4J's outputs are nodes, each once: an input of the network, or a second mention, gets a node of its own. So does an
     * output that other nodes take: DL4J may lose the workspace of one (1.0.0-M2.1, {@code outputOfLayersDetached}).
     */
    private void addOutput(TensorRef ref, Flow flow, long mentions) {
        if (flow.order().isPresent()) {
            problems.at(ref.layer(), "").add(Code.EXPORT, "", "as an output is " + OTHER_ORDER, "");
        }
        boolean isPlain =
                mentions == 1 && !blueprint.inputs().contains(flow.node()) && blueprint.uses(flow.node()) == 0;
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
