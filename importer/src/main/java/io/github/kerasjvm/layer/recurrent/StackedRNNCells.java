package io.github.kerasjvm.layer.recurrent;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.layer.WeightParts;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.Words;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Keras {@code StackedRNNCells}: cells of which each takes what the one before gives, within one step. The states are those
 * of the cells one after the other, and so are the arrays.
 *
 * @param cells the cells, at least one
 * @param names the class of each cell, after which archives name it
 */
public record StackedRNNCells(List<Cell> cells, List<String> names) implements Cell {

    /** How it is read. */
    public static final Kind<StackedRNNCells> KIND = Kind.of(Group.RECURRENT, "StackedRNNCells", StackedRNNCells::read)
            .inKeras("2, 3")
            .inKeras3(Lifting.taking().dropping("reverse_state_order").first(layer -> layer.takeLayers("cells")))
            .doc("Cells one after the other in each step; inside RNN");

    /** Keeps its own copies. */
    public StackedRNNCells {
        cells = List.copyOf(cells);
        names = List.copyOf(names);
    }

    private static StackedRNNCells read(Args args) {
        if (args.flag("reverse_state_order", false)) {
            args.report(
                    Code.ARGUMENT_UNSUPPORTED, "reverse_state_order", "is true; the first cell's states come first");
        }
        List<Cell> cells = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (JsonNode entry : args.get("cells")) {
            names.add(entry.path("class_name").asText());
            args.layer(entry).ifPresent(layer -> {
                if (layer instanceof Cell cell) {
                    cells.add(cell);
                } else {
                    args.report(Code.ARGUMENT_UNSUPPORTED, "cells", "holds a %s, which is no cell", names);
                }
            });
        }
        if (names.isEmpty()) {
            args.report(Code.ARGUMENT_MISSING, "cells", "is missing; expected a list of cells");
        }
        return new StackedRNNCells(cells, names);
    }

    @Override
    public boolean givesFirstState() {
        return false;
    }

    @Override
    public List<Shape> states(Shape step, Problems problems) {
        List<Shape> states = new ArrayList<>();
        Shape in = step;
        for (Cell cell : cells) {
            List<Shape> own = cell.states(in, problems);
            if (own.isEmpty()) {
                return List.of();
            }
            states.addAll(own);
            in = cell.output(in);
        }
        return states;
    }

    @Override
    public Shape output(Shape step) {
        Shape in = step;
        for (Cell cell : cells) {
            in = cell.output(in);
        }
        return in;
    }

    @Override
    public List<WeightSpec> stored(Shape step) {
        List<WeightSpec> specs = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        Shape in = step;
        for (int i = 0; i < cells.size(); i++) {
            String name = Words.snakeCase(names.get(i));
            int count = counts.merge(name, 1, Integer::sum) - 1;
            String place = "cells/" + (count == 0 ? name : name + "_" + count);
            String own = "cell_" + i;
            cells.get(i).stored(in).forEach(spec -> specs.add(spec.in(place).named(own)));
            in = cells.get(i).output(in);
        }
        return specs;
    }

    @Override
    public Map<String, Tensor> liftedWeights(Map<String, Tensor> weights) {
        Map<String, Tensor> all = weights;
        for (int i = 0; i < cells.size(); i++) {
            all = WeightParts.changed(all, "cell_" + i, cells.get(i)::liftedWeights);
        }
        return all;
    }

    @Override
    public Weights prepare(Ops ops, Weights stored) {
        List<Weights> prepared = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            prepared.add(cells.get(i).prepare(ops, of(stored, i)));
        }
        return name -> {
            int end = name.indexOf('/');
            int cell = Integer.parseInt(name.substring("cell_".length(), end));
            return prepared.get(cell).get(name.substring(end + 1));
        };
    }

    private static Weights of(Weights all, int cell) {
        return name -> all.get("cell_" + cell + "/" + name);
    }

    @Override
    public Value project(Ops ops, Value steps, Weights w, List<Value> masks) {
        return cells.get(0).project(ops, steps, of(w, 0), masks);
    }

    /** Before the steps comes the input of the first cell; then each cell's state, behind the input of each further cell. */
    @Override
    public StepMasks draw(Training training, Ops ops, Shape steps, boolean unrolled) {
        List<Value> before = List.of();
        List<Value> within = new ArrayList<>();
        Shape in = steps;
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            StepMasks own = cell.draw(training, ops, in, unrolled);
            boolean fits = !(cell instanceof StackedRNNCells) && cell.dropout().drawsInStack();
            if (!fits && !own.equals(StepMasks.NONE)) {
                throw training.refused("drops in training inside cells that stand in a cell, which does not run here;"
                        + " set dropout and recurrent_dropout to 0 to train without it");
            }
            if (i == 0) {
                before = own.before();
            } else {
                own.before().forEach(mask -> within.add(StepMasks.repeated(ops, mask, steps.size(1))));
            }
            within.addAll(own.within());
            in = cell.output(in.without(1)).from(1).after(steps.size(0), steps.size(1));
        }
        return new StepMasks(before, within);
    }

    @Override
    public int stateCount() {
        return cells.stream().mapToInt(Cell::stateCount).sum();
    }

    @Override
    public Result step(Ops ops, Value x, List<Value> states, Weights w, List<Value> masks) {
        Iterator<Value> left = masks.iterator();
        List<Value> after = new ArrayList<>();
        Value output = x;
        int taken = 0;
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            Value in = i == 0
                    ? x
                    : project(
                            ops,
                            cell,
                            output,
                            of(w, i),
                            next(left, cell.dropout().inputs()));
            List<Value> before = states.subList(taken, taken + cell.stateCount());
            Result result = cell.step(
                    ops, in, before, of(w, i), next(left, cell.dropout().states()));
            after.addAll(result.states());
            output = result.output();
            taken += cell.stateCount();
        }
        return new Result(output, after);
    }

    /** The next masks; none where nothing is dropped. */
    private static List<Value> next(Iterator<Value> masks, int count) {
        List<Value> taken = new ArrayList<>();
        while (taken.size() < count && masks.hasNext()) {
            taken.add(masks.next());
        }
        return taken;
    }

    private static Value single(Ops ops, Value x) {
        return ops.reshape(x, x.shape().from(1).after(Shape.ANY, 1));
    }

    /** What the cell before gives is a sequence of one step to the next. */
    private static Value project(Ops ops, Cell cell, Value x, Weights w, List<Value> masks) {
        List<Value> singleMasks = masks.stream().map(mask -> single(ops, mask)).toList();
        Value projected = StepMasks.project(cell, ops, single(ops, x), w, singleMasks);
        return ops.reshape(projected, projected.shape().from(2).after(Shape.ANY));
    }
}
