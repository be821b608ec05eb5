package io.github.kerasjvm.layer.recurrent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.core.Identity;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Keras {@code TimeDistributed}: one layer on each step, {@code [batch, steps, …]} to {@code [batch, steps, …]}. Stores
 * what that layer stores.
 *
 * @param inner the layer on each step
 */
public record TimeDistributed(UnaryLayer inner) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<TimeDistributed> KIND =
            Kind.of(Group.RECURRENT, "TimeDistributed", TimeDistributed::read).doc("One layer on each step");

    private static TimeDistributed read(Args args) {
        JsonNode layer = args.get("layer");
        String className = layer.path("class_name").asText();
        if (layer.path("config") instanceof ObjectNode arguments) {
            Optional<Layer> inner = args.layer(className, arguments);
            if (inner.isPresent() && inner.get() instanceof UnaryLayer unary) {
                return new TimeDistributed(unary);
            }
        }
        args.report(Code.ARGUMENT_UNSUPPORTED, "layer", "is a %s, which does not run on each step here", className);
        return new TimeDistributed(new Identity());
    }

    private static Shape step(Shape in) {
        return in.without(1);
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        if (!problems.require(in.rank() >= 3, "needs an input [batch, steps, …], got %s", in)) {
            return Shape.UNKNOWN;
        }
        Shape out = inner.output(step(in), problems);
        return out.isUnknown() ? out : out.from(1).after(in.size(0), in.size(1));
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        return inner.weights(step(in));
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Shape in = x.shape();
        Value steps = ops.reshape(x, in.from(2).after(Shape.ANY));
        Value y = inner.lower(ops, steps, w);
        return ops.reshape(y, y.shape().from(1).after(Shape.ANY, in.size(1)));
    }
}
