package io.github.kerasjvm.train.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The occurrences of a step, bounded together with the gradients that they sum up to. */
final class SparseRows {

    private final List<Occurrences> all;
    private final Layout layout;

    SparseRows(List<Occurrences> all, Layout layout) {
        this.all = all.stream().map(Occurrences::copy).toList();
        this.layout = layout;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    boolean has(int parameter) {
        return all.stream().anyMatch(one -> one.parameter() == parameter);
    }

    /** The sum of the squares of all occurrences of an embedding. */
    double squares(int parameter) {
        return of(parameter).stream()
                .mapToDouble(one -> Norms.squares(one.gradients(), 0, one.gradients().length))
                .sum();
    }

    private List<Occurrences> of(int parameter) {
        return all.stream().filter(one -> one.parameter() == parameter).toList();
    }

    void scale(int parameter, float factor, float divisor) {
        of(parameter).forEach(one -> {
            for (int i = 0; i < one.gradients().length; i++) {
                one.gradients()[i] = one.gradients()[i] * factor / divisor;
            }
        });
    }

    /** Bounds every occurrence, and makes the gradient their sum again. */
    void bound(float most, float[] gradients) {
        for (Occurrences one : all) {
            Parameter parameter = layout.parameters().get(one.parameter());
            Arrays.fill(gradients, parameter.offset(), parameter.end(), 0);
        }
        for (Occurrences one : all) {
            for (int i = 0; i < one.gradients().length; i++) {
                one.gradients()[i] = Math.min(Math.max(one.gradients()[i], -most), most);
                gradients[element(one, i)] += one.gradients()[i];
            }
        }
    }

    /** Where in the long array an element of an occurrence belongs. */
    private int element(Occurrences one, int i) {
        int offset = layout.parameters().get(one.parameter()).offset();
        return offset + one.rows()[i / one.width()] * one.width() + i % one.width();
    }

    /** The rows that occur, as pieces in ascending order. */
    List<Piece> touched(int parameter) {
        int offset = layout.parameters().get(parameter).offset();
        TreeSet<Integer> rows = new TreeSet<>();
        int width = 0;
        for (Occurrences one : of(parameter)) {
            Arrays.stream(one.rows()).forEach(rows::add);
            width = Math.max(width, one.width());
        }
        List<Piece> pieces = new ArrayList<>();
        for (int row : rows) {
            pieces.add(new Piece(parameter, offset + row * width, offset + (row + 1) * width));
        }
        return pieces;
    }

    /**
     * Whether a row occurs more than once.
     *
     * @return true if sums of squares differ from squares of sums
     */
    boolean hasRepeats() {
        for (int i = 0; i < all.size(); i++) {
            int parameter = all.get(i).parameter();
            int lookups =
                    of(parameter).stream().mapToInt(one -> one.rows().length).sum();
            if (touched(parameter).size() < lookups) {
                return true;
            }
        }
        return false;
    }

    /** Tells a rule what squares and absolutes each element has that occurs; gives what is left behind the update. */
    List<Runnable> tell(Rule rule, Turn turn) {
        Map<Integer, float[]> sums = new HashMap<>();
        for (Occurrences one : all) {
            for (int i = 0; i < one.gradients().length; i++) {
                float[] sum = sums.computeIfAbsent(element(one, i), unused -> new float[2]);
                float gradient = one.gradients()[i];
                sum[0] += gradient * gradient;
                sum[1] += Math.abs(gradient);
            }
        }
        List<Runnable> later = new ArrayList<>();
        sums.forEach((element, sum) -> later.add(rule.repeated(turn, element, sum[0], sum[1])));
        return later;
    }
}
