package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Broadcast;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Reduce;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Batch normalisation in training, as it is lowered and differentiated:
 * {@code c = x - mean(x)}, {@code y = c / √(mean(c²) + epsilon) * gamma + beta}, {@code max(y, 0)}, and the way back. Some thirty
 * passes over an image become one forward and one back.
 */
final class BatchNormalizationFusion implements Fusion {

    @Override
    public void apply(Web web) {
        for (Node node : web.nodes()) {
            if (node.op() instanceof Reduce mean && mean.function() == ReduceFunction.MEAN && !web.isClaimed(node)) {
                new Match(web, node, mean).join();
            }
        }
    }

    /** One place where the pattern may be. */
    private static final class Match {
        private final Web web;
        private final Reduce reduce;
        private final Reduce sum;
        private final Value x;
        private final Value mean;
        private final Trail forward;
        private int axis = -1;

        private Value variance;
        private Value centred;
        private Value deviation;
        private Value normed;
        private Value y;
        private Optional<Value> gamma = Optional.empty();
        private Optional<Value> beta = Optional.empty();
        private double epsilon;

        private Optional<Value> dgamma = Optional.empty();
        private Optional<Value> dbeta = Optional.empty();

        Match(Web web, Node node, Reduce reduce) {
            this.web = web;
            this.reduce = reduce;
            this.sum = new Reduce(ReduceFunction.SUM, reduce.axes(), true);
            this.x = node.inputs().get(0);
            this.mean = node.outputs().get(0);
            this.forward = new Trail(web);
            forward.add(List.of(node));
        }

        void join() {
            if (!findAxis() || !findForward()) {
                return;
            }
            Optional<Node> relu = relu();
            Value z = relu.map(node -> node.outputs().get(0)).orElse(y);
            Optional<Work> masked = relu.flatMap(node -> masking(z));
            boolean joinsRelu = relu.isPresent();
            List<Node> front = new ArrayList<>(forward.nodes());
            relu.ifPresent(front::add);

            Trail back = new Trail(web);
            Value dy = masked.map(work -> work.outputs().get(0)).orElse(null);
            Value dx = findBackward(back, dy);
            if (back.isLost()) {
                // Nobody goes back: the forward part may stand alone.
                back = new Trail(web);
                dx = null;
                if (masked.isPresent()) {
                    return;
                }
            } else if (joinsRelu != masked.isPresent()) {
                return;
            }
            claim(front, masked, back, z, dx, joinsRelu);
        }

        private void claim(List<Node> front, Optional<Work> masked, Trail back, Value z, Value dx, boolean joinsRelu) {
            Trail all = new Trail(web);
            all.add(front);
            masked.ifPresent(work -> all.add(work.parts()));
            all.add(back.nodes());
            List<Value> seen = new ArrayList<>(List.of(mean, variance, z));
            List<Value> given = new ArrayList<>();
            if (dx != null) {
                given.add(dx);
                dgamma.ifPresent(given::add);
                dbeta.ifPresent(given::add);
                seen.addAll(given);
            }
            if (!all.isClosed(seen)) {
                return;
            }
            var kernel = new BatchNormalizations(x, mean, variance, gamma, beta, axis, epsilon, joinsRelu);
            List<Value> inputs = new ArrayList<>(List.of(x));
            gamma.ifPresent(inputs::add);
            beta.ifPresent(inputs::add);
            web.claim(new Work(inputs, List.of(z, mean, variance), front, emitter -> kernel.forward(emitter, z)));
            if (dx != null) {
                Value incoming = masked.map(work -> work.inputs().get(1)).orElse(dy(back));
                List<Node> parts = new ArrayList<>();
                masked.ifPresent(work -> parts.addAll(work.parts()));
                parts.addAll(ordered(back.nodes()));
                List<Value> taken = new ArrayList<>(List.of(x, mean, variance, incoming));
                gamma.ifPresent(taken::add);
                masked.ifPresent(work -> taken.add(z));
                web.claim(new Work(
                        taken, given, parts, emitter -> kernel.backward(emitter, incoming, dx, dgamma, dbeta)));
            }
        }

        private Value incomingGradient;

        private Value dy(Trail back) {
            return incomingGradient;
        }

        /** In the order of the graph. */
        private List<Node> ordered(List<Node> nodes) {
            return web.nodes().stream().filter(nodes::contains).toList();
        }

        private boolean findAxis() {
            int rank = x.shape().rank();
            List<Integer> others = IntStream.range(0, rank)
                    .filter(a -> !reduce.axes().contains(a))
                    .boxed()
                    .toList();
            if (others.size() != 1 || !reduce.keepDims()) {
                return false;
            }
            axis = others.get(0);
            return true;
        }

        private boolean findForward() {
            centred = forward.then(x, BinaryFunction.SUBTRACT, mean);
            Value squares = forward.then(centred, BinaryFunction.MULTIPLY, centred);
            variance = forward.then(squares, reduce);
            Value shifted = forward.then(
                    variance, BinaryFunction.ADD, v -> web.number(v).isPresent());
            if (forward.isLost()) {
                return false;
            }
            OptionalDouble added = web.number(Trail.other(forward.last(), variance));
            epsilon = added.orElse(0);
            deviation = forward.then(shifted, UnaryFunction.SQUARE_ROOT);
            normed = forward.then(centred, BinaryFunction.DIVIDE, deviation);
            if (forward.isLost()) {
                return false;
            }
            y = normed;
            gamma = vector(y, BinaryFunction.MULTIPLY);
            beta = vector(y, BinaryFunction.ADD);
            return true;
        }

        /** Follows a vector that is multiplied or added; gives it. */
        private Optional<Value> vector(Value value, BinaryFunction function) {
            Trail step = new Trail(web);
            Value next = step.then(
                    value,
                    function,
                    v -> Sizes.isVectorAlong(v.shape(), x.shape(), axis)
                            && v.shape().elements() != x.shape().elements());
            if (step.isLost() || forward.nodes().contains(step.last())) {
                return Optional.empty();
            }
            forward.add(step.nodes());
            y = next;
            return Optional.of(Trail.other(step.last(), value));
        }

        private Optional<Node> relu() {
            return web.takers(y, new io.github.kerasjvm.op.Unary(UnaryFunction.RELU)).stream()
                    .filter(node -> web.isInner(y, List.of(node)))
                    .findFirst();
        }

        /** The way back through the relu, found before. */
        private Optional<Work> masking(Value z) {
            return web.nodes().stream()
                    .map(node -> web.work(node.outputs().get(0)))
                    .flatMap(Optional::stream)
                    .filter(work -> work.kernel() instanceof ReluGradientFusion.Kernel kernel
                            && kernel.y().id() == z.id())
                    .findFirst();
        }

        /** Follows the way back; {@code known} is the gradient of {@code y} where a relu has told it. */
        private Value findBackward(Trail back, Value known) {
            double count = (double) x.shape().elements() / x.shape().size(axis);
            // Σ -(a n / s), where a is the gradient of the normed.
            Value weighed = back.then(
                    normed,
                    node -> node.op().equals(new io.github.kerasjvm.op.Binary(BinaryFunction.MULTIPLY))
                            && web.takers(node.outputs().get(0)).stream()
                                    .anyMatch(next ->
                                            next.op().equals(new io.github.kerasjvm.op.Binary(BinaryFunction.DIVIDE))
                                                    && next.inputs().get(1).id() == deviation.id()));
            if (back.isLost()) {
                return x;
            }
            Value a = Trail.other(back.last(), normed);
            Value negated = back.then(back.then(weighed, BinaryFunction.DIVIDE, deviation), UnaryFunction.NEGATE);
            Value slope = back.then(negated, sum);
            Value twice = back.then(deviation, BinaryFunction.MULTIPLY, v -> web.is(v, 2));
            Value halved = back.then(slope, BinaryFunction.DIVIDE, v -> v.id() == twice.id());
            Value shared = back.then(halved, BinaryFunction.DIVIDE, v -> web.is(v, count));
            Value spread = back.then(shared, new Broadcast(x.shape()));
            Value once = back.then(spread, BinaryFunction.MULTIPLY, v -> v.id() == centred.id());
            Value again = back.then(spread, BinaryFunction.MULTIPLY, v -> v.id() == centred.id());
            Value direct = back.then(a, BinaryFunction.DIVIDE, v -> v.id() == deviation.id());
            Value partial = back.then(direct, BinaryFunction.ADD, v -> v.id() == once.id());
            Value whole = back.then(partial, BinaryFunction.ADD, v -> v.id() == again.id());
            Value total = back.then(back.then(whole, UnaryFunction.NEGATE), sum);
            Value even = back.then(total, BinaryFunction.DIVIDE, v -> web.is(v, count));
            Value level = back.then(even, new Broadcast(x.shape()));
            Value dx = back.then(whole, BinaryFunction.ADD, v -> v.id() == level.id());
            if (!back.isLost()) {
                findVectors(back, a, known);
            }
            return dx;
        }

        private void findVectors(Trail back, Value a, Value known) {
            Value dy = a;
            if (gamma.isPresent()) {
                Optional<Node> scaled = web.maker(a);
                back.require(scaled.isPresent()
                        && scaled.get().op().equals(new io.github.kerasjvm.op.Binary(BinaryFunction.MULTIPLY))
                        && scaled.get().inputs().get(1).id() == gamma.get().id());
                if (back.isLost()) {
                    return;
                }
                dy = scaled.get().inputs().get(0);
                back.add(List.of(scaled.get()));
                Value seen = dy;
                dgamma = optional(
                        back,
                        trail ->
                                trail.then(trail.then(normed, BinaryFunction.MULTIPLY, v -> v.id() == seen.id()), sum));
            }
            back.require(known == null || known.id() == dy.id());
            incomingGradient = dy;
            if (beta.isPresent()) {
                Value seen = dy;
                dbeta = optional(back, trail -> trail.then(seen, sum));
            }
        }

        private Optional<Value> optional(Trail back, java.util.function.Function<Trail, Value> following) {
            Trail side = new Trail(web);
            Value found = following.apply(side);
            if (side.isLost()) {
                return Optional.empty();
            }
            back.add(side.nodes());
            return Optional.of(found);
        }
    }
}
