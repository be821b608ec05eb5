package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An einsum of two arrays, as {@code numpy.einsum} writes it, {@code "abc,cd->abd"}, brought to transposes, reshapes and
 * one matrix product. An ellipsis stands for the axes without a letter, aligned at the end.
 *
 * @param first the letters of the first array's axes, {@code .} for an ellipsis
 * @param second those of the second array
 * @param result those of the result
 */
public record Einsum(String first, String second, String result) {

    private static final Pattern FORM = Pattern.compile("([a-zA-Z.]*),([a-zA-Z.]*)->([a-zA-Z.]*)");

    /**
     * Reads an equation.
     *
     * @param equation the equation; spaces count for nothing
     * @return the einsum
     * @throws IllegalArgumentException if it is not an equation of two arrays with an explicit result, if a letter
     *     stands twice for one array, or if the result has a letter that neither array has
     */
    public static Einsum parse(String equation) {
        Matcher form = FORM.matcher(equation.replace(" ", "").replace("...", "."));
        Shapes.require(form.matches(), "the equation \"%s\"; expected the form \"ab,bc->ac\"", equation);
        Einsum read = new Einsum(form.group(1), form.group(2), form.group(3));
        Stream.of(read.first, read.second, read.result)
                .forEach(letters -> Shapes.require(
                        letters.chars().distinct().count() == letters.length(),
                        "the equation \"%s\", which has a letter twice for one array",
                        equation));
        Shapes.require(
                read.result
                        .chars()
                        .allMatch(letter -> read.first.indexOf(letter) >= 0 || read.second.indexOf(letter) >= 0),
                "the equation \"%s\", whose result has a letter that neither array has",
                equation);
        return read;
    }

    /** An array with a label for each axis. */
    private record Labelled(Value value, List<String> labels) {
        int size(String label) {
            return value.shape().size(labels.indexOf(label));
        }

        boolean has(String label) {
            return labels.contains(label);
        }
    }

    /**
     * Appends the operations.
     *
     * @param ops where to append
     * @param a the first array
     * @param b the second array
     * @return the result
     * @throws IllegalArgumentException if the arrays do not fit the equation, or it sums over an open size
     */
    public Value lower(Ops ops, Value a, Value b) {
        List<String> x = labels(first, a.shape());
        List<String> y = labels(second, b.shape());
        int elided = Math.toIntExact(Math.max(count(x), count(y)));
        Shapes.require(
                elided == 0 || result.contains("."),
                "an einsum of %s and %s: the result lacks the ellipsis of %s",
                a.shape(),
                b.shape(),
                this);
        List<String> wanted = labels(result, result.length() - (result.contains(".") ? 1 : 0) + elided);
        Labelled left = prepared(ops, new Labelled(a, x), new Labelled(b, y), wanted);
        Labelled right = prepared(ops, new Labelled(b, y), new Labelled(a, x), wanted);
        check(left, right);
        Labelled product = product(ops, left, right, wanted);
        List<Integer> order = wanted.stream().map(product.labels()::indexOf).toList();
        Shapes.require(!order.contains(-1), "the einsum %s of %s and %s", this, a.shape(), b.shape());
        return ops.transpose(product.value(), order);
    }

    /**
     * The shape of the result.
     *
     * @param a the shape of the first array
     * @param b the shape of the second array
     * @return the shape
     * @throws IllegalArgumentException as {@link #lower}
     */
    public Shape output(Shape a, Shape b) {
        Ops ops = new Ops();
        return lower(ops, ops.input("a", a), ops.input("b", b)).shape();
    }

    private static long count(List<String> labels) {
        return labels.stream().filter(label -> label.startsWith(".")).count();
    }

    private List<String> labels(String letters, Shape shape) {
        boolean fits = letters.contains(".") ? shape.rank() >= letters.length() - 1 : shape.rank() == letters.length();
        Shapes.require(fits, "the einsum %s, whose \"%s\" does not fit %s", this, letters, shape);
        return labels(letters, shape.rank());
    }

    /** The labels of an array; those of an ellipsis are numbered from the end. */
    private static List<String> labels(String letters, int rank) {
        List<String> labels = new ArrayList<>();
        for (char letter : letters.toCharArray()) {
            if (letter == '.') {
                IntStream.iterate(rank - letters.length(), i -> i >= 0, i -> i - 1)
                        .forEach(i -> labels.add("." + i));
            } else {
                labels.add(String.valueOf(letter));
            }
        }
        return labels;
    }

    /** Without the axes of size 1 under an ellipsis that are repeated, and with the sums over axes that only it has. */
    private Labelled prepared(Ops ops, Labelled own, Labelled other, List<String> wanted) {
        List<String> kept = new ArrayList<>();
        List<String> summed = new ArrayList<>();
        for (String label : own.labels()) {
            boolean repeated =
                    label.startsWith(".") && own.size(label) == 1 && other.has(label) && other.size(label) != 1;
            if (!repeated && (wanted.contains(label) || other.has(label))) {
                kept.add(label);
            } else if (!repeated) {
                summed.add(label);
            }
        }
        Value value = own.value();
        if (!summed.isEmpty()) {
            summed.forEach(label -> requireKnown(own, label));
            List<Integer> axes = summed.stream().map(own.labels()::indexOf).toList();
            value = ops.reduce(ReduceFunction.SUM, value, axes, true);
        }
        List<Integer> sizes = kept.stream().map(own::size).toList();
        return new Labelled(ops.reshape(value, Shape.of(sizes)), kept);
    }

    private void requireKnown(Labelled array, String label) {
        Shapes.require(
                array.size(label) != Shape.ANY,
                "the einsum %s, which sums over an open size of %s",
                this,
                array.value().shape());
    }

    private void check(Labelled left, Labelled right) {
        for (String label : left.labels()) {
            Shapes.require(
                    !right.has(label)
                            || left.size(label) == right.size(label)
                            || left.size(label) == Shape.ANY
                            || right.size(label) == Shape.ANY,
                    "the einsum %s of %s and %s: the sizes of \"%s\" differ",
                    this,
                    left.value().shape(),
                    right.value().shape(),
                    label);
        }
    }

    /** The matrix product: what both have and the result wants stays, what both have and it does not is summed over. */
    private Labelled product(Ops ops, Labelled left, Labelled right, List<String> wanted) {
        List<String> shared = left.labels().stream()
                .filter(right::has)
                .filter(wanted::contains)
                .toList();
        List<String> inner = left.labels().stream()
                .filter(right::has)
                .filter(l -> !wanted.contains(l))
                .toList();
        inner.forEach(label -> requireKnown(left, label));
        List<String> rows = left.labels().stream().filter(l -> !right.has(l)).toList();
        List<String> columns = right.labels().stream().filter(l -> !left.has(l)).toList();
        // Without a shared axis the rows need not be merged: the batch stays where it is.
        List<List<String>> leftGroups = new ArrayList<>(shared.isEmpty() ? each(rows) : each(shared));
        if (!shared.isEmpty()) {
            leftGroups.add(rows);
        } else if (rows.isEmpty()) {
            leftGroups.add(List.of());
        }
        leftGroups.add(inner);
        List<List<String>> rightGroups = new ArrayList<>(each(shared));
        rightGroups.add(inner);
        rightGroups.add(columns);
        Value y = ops.matmul(grouped(ops, left, leftGroups), grouped(ops, right, rightGroups));
        Map<String, Integer> sizes = new HashMap<>();
        Stream.of(right, left).forEach(array -> array.labels()
                .forEach(label -> sizes.merge(label, array.size(label), (a, b) -> a == Shape.ANY ? b : a)));
        List<String> labels = new ArrayList<>(new LinkedHashSet<>(
                Stream.of(shared, rows, columns).flatMap(List::stream).toList()));
        return new Labelled(
                ops.reshape(y, Shape.of(labels.stream().map(sizes::get).toList())), labels);
    }

    private static List<List<String>> each(List<String> labels) {
        return labels.stream().map(Collections::singletonList).toList();
    }

    /** The array with its axes in the order of the groups, those of a group merged. */
    private Value grouped(Ops ops, Labelled array, List<List<String>> groups) {
        List<Integer> order = groups.stream()
                .flatMap(List::stream)
                .map(array.labels()::indexOf)
                .toList();
        List<Integer> sizes = groups.stream().map(group -> merged(array, group)).toList();
        return ops.reshape(ops.transpose(array.value(), order), Shape.of(sizes));
    }

    private int merged(Labelled array, List<String> group) {
        long size = 1;
        for (String label : group) {
            if (array.size(label) == Shape.ANY) {
                return Shape.ANY;
            }
            size *= array.size(label);
            Shapes.require(
                    size <= Integer.MAX_VALUE,
                    "the einsum %s, too large of %s",
                    this,
                    array.value().shape());
        }
        return (int) size;
    }

    /** As it is written: {@code "...ab,bc->...ac"}. */
    @Override
    public String toString() {
        return ("\"" + first + "," + second + "->" + result + "\"").replace(".", "...");
    }
}
