package io.github.kerasjvm.layer.recurrent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arrays of a cell that has several gates beside each other: {@code kernel [in, gates * units]},
 * {@code recurrent_kernel [units, gates * units]} and {@code bias [gates * units]}. Keras 1 stores an array for each gate,
 * unless it was told {@code consume_less: gpu}.
 *
 * @param units the width of a gate
 * @param useBias whether there is a bias
 * @param names the gates in the order in which they stand beside each other, {@code i, f, c, o}
 * @param stored the gates in the order of a file that has them apart; empty where they stand beside each other
 */
record Gates(int units, boolean useBias, List<String> names, List<String> stored) {

    /** What the arrays of each gate are called in Keras 1, before the name of the gate. */
    static final Map<String, String> PREFIXES = Map.of("kernel", "W_", "recurrent_kernel", "U_", "bias", "b_");

    /** The arrays as a file of Keras 1 may store them. */
    static Gates read(Args args, List<String> names, List<String> keras1) {
        boolean isApart = args.semantics().kernelsOfKeras1()
                && !args.word("consume_less", "cpu", "cpu", "mem", "gpu").equals("gpu");
        return new Gates(args.positive("units"), args.flag("use_bias", true), names, isApart ? keras1 : List.of());
    }

    /** Keras 1 says by the name of an initialiser whether the first bias of the forget gate is 1. */
    static void lift(Lifted layer) {
        JsonNode first = layer.take("forget_bias_init");
        if (!first.isNull()) {
            layer.put("unit_forget_bias", BooleanNode.valueOf(first.asText().equals("one")));
            layer.change(Change.Kind.RENAMED, "forget_bias_init -> unit_forget_bias");
        }
    }

    int width() {
        return names.size() * units;
    }

    boolean fits(Shape step, Problems problems) {
        return problems.require(
                step.rank() == 2 && step.last() != Shape.ANY,
                "needs an input [batch, steps, features] whose features are known, got steps of %s",
                step);
    }

    List<WeightSpec> specs(int in, Shape bias) {
        List<WeightSpec> specs = new ArrayList<>();
        for (String gate : stored) {
            specs.add(WeightSpec.of("W_" + gate, in, units));
            specs.add(WeightSpec.of("U_" + gate, units, units));
            specs.add(WeightSpec.of("b_" + gate, units));
        }
        if (stored.isEmpty()) {
            specs.add(WeightSpec.of("kernel", in, width()).or("W"));
            specs.add(WeightSpec.of("recurrent_kernel", units, width()).or("U"));
            if (useBias) {
                specs.add(WeightSpec.of("bias", bias).or("b"));
            }
        }
        return specs;
    }

    /** The arrays with the gates beside each other. */
    Weights joined(Ops ops, Weights w) {
        if (stored.isEmpty()) {
            return w;
        }
        Map<String, Value> joined = new HashMap<>();
        return name -> joined.computeIfAbsent(
                name,
                key -> ops.concatenate(
                        names.stream()
                                .map(gate -> w.get(PREFIXES.get(key) + gate))
                                .toList(),
                        -1));
    }

    /** The same with the gates beside each other from the beginning. */
    Gates asJoined() {
        return new Gates(units, useBias, names, List.of());
    }

    /** The arrays of Keras 1, one for each gate, with the gates beside each other in an order, as they are from Keras 2 on. */
    static Map<String, Tensor> beside(Map<String, Tensor> apart, List<String> order) {
        Map<String, Tensor> joined = new LinkedHashMap<>();
        PREFIXES.forEach((name, prefix) -> joined.put(
                name,
                Tensor.concatenated(
                        order.stream().map(gate -> apart.get(prefix + gate)).toList())));
        return joined;
    }

    /** {@code x · kernel + bias} for all steps, or without the bias; masks are none, or one for the input of each gate. */
    Value project(Ops ops, Value steps, Weights w, List<Value> masks) {
        List<Value> seen = masks.isEmpty()
                ? List.of(steps)
                : masks.stream().map(mask -> ops.multiply(steps, mask)).toList();
        Value y = product(ops, seen, w.get("kernel"));
        return useBias ? ops.add(y, w.get("bias")) : y;
    }

    /** {@code h · recurrentKernel}; masks are none, one, or one for the state of each gate. */
    Value recur(Ops ops, Value h, Weights w, List<Value> masks) {
        return product(ops, StepMasks.states(ops, h, masks), w.get("recurrent_kernel"));
    }

    /** What gates see times the part of a kernel that belongs to each; one value is for all gates. */
    Value product(Ops ops, List<Value> seen, Value kernel) {
        if (seen.size() == 1) {
            return ops.matmul(seen.get(0), kernel);
        }
        List<Value> parts = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            parts.add(ops.matmul(seen.get(i), ops.slice(kernel, -1, i * units, (i + 1) * units)));
        }
        return ops.concatenate(parts, -1);
    }

    /** One gate of what has them beside each other along the last axis. */
    Value part(Ops ops, Value all, String gate) {
        int place = names.indexOf(gate) * units;
        return ops.slice(all, -1, place, place + units);
    }
}
