package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The kernel of a locally connected layer, {@code [positions, features, filters]} with the features of a window in the
 * order of the input's axes, and the ways in which tf_keras stores it (locally_connected_utils.py).
 *
 * @param layout where the channels stand
 * @param windows the window by spatial axis
 * @param input the spatial sizes of the input
 * @param channels the channels of the input
 * @param filters the channels of the output
 */
record UnsharedKernel(Layout layout, List<Window> windows, List<Integer> input, int channels, int filters) {

    private List<Integer> outputs() {
        return IntStream.range(0, windows.size())
                .mapToObj(i -> windows.get(i).output(input.get(i)))
                .toList();
    }

    private static int product(List<Integer> sizes) {
        return sizes.stream().reduce(1, Math::multiplyExact);
    }

    /** How many numbers it has: as many as fit into an array, or {@link Long#MAX_VALUE}. */
    long elements() {
        double elements = (double) channels * filters;
        for (int i = 0; i < windows.size(); i++) {
            elements *= (double) windows.get(i).output(input.get(i))
                    * windows.get(i).size();
        }
        return elements <= Integer.MAX_VALUE ? (long) elements : Long.MAX_VALUE;
    }

    Shape shape() {
        int places = product(windows.stream().map(Window::size).toList());
        return Shape.of(product(outputs()), places * channels, filters);
    }

    /** The kernel as an implementation of the layer stores it: 1 as it is used, 2 a whole matrix, 3 what is connected. */
    WeightSpec stored(int implementation) {
        WeightSpec kernel = WeightSpec.of("kernel", shape()).or("W");
        return switch (implementation) {
            case 2 -> kernel.storedAs(new WeightSpec.Form(matrixShape(), this::fromMatrix));
            case 3 -> kernel.storedAs(new WeightSpec.Form(Shape.of(connections()), this::fromConnected));
            default -> kernel;
        };
    }

    /** How many numbers of the kernel do not lie on padding. */
    private int connections() {
        int connections = channels * filters;
        for (int axis = 0; axis < windows.size(); axis++) {
            Window window = windows.get(axis);
            int size = input.get(axis);
            connections *= IntStream.range(0, window.output(size))
                    .map(position -> position * window.stride() - window.before())
                    .map(begin -> Math.min(begin + window.size(), size) - Math.max(begin, 0))
                    .sum();
        }
        return connections;
    }

    private Shape matrixShape() {
        List<Integer> sizes = new ArrayList<>(sizes(input, channels));
        sizes.addAll(sizes(outputs(), filters));
        return Shape.of(sizes);
    }

    private List<Integer> sizes(List<Integer> spatial, int last) {
        List<Integer> sizes = new ArrayList<>(spatial);
        sizes.add(layout == Layout.CHANNELS_FIRST ? 0 : spatial.size(), last);
        return sizes;
    }

    /** One connection: an element of the flat input, and where its weights stand in the kernel. */
    private record Place(int position, int feature, int input) {}

    /** The matrix has a row for each element of the input and a column for each of the output. */
    private float[] fromMatrix(float[] matrix) {
        float[] kernel = new float[Math.toIntExact(shape().elements())];
        int positions = product(outputs());
        for (Place place : places()) {
            for (int filter = 0; filter < filters; filter++) {
                int output = layout == Layout.CHANNELS_FIRST
                        ? filter * positions + place.position()
                        : place.position() * filters + filter;
                kernel[at(place, filter)] = matrix[place.input() * positions * filters + output];
            }
        }
        return kernel;
    }

    /** The connections stand in the order of the output's elements, for each in the order of the input's. */
    private float[] fromConnected(float[] connected) {
        float[] kernel = new float[Math.toIntExact(shape().elements())];
        List<Place> places = places();
        if (layout == Layout.CHANNELS_FIRST) {
            int next = 0;
            for (int filter = 0; filter < filters; filter++) {
                for (Place place : places) {
                    kernel[at(place, filter)] = connected[next++];
                }
            }
            return kernel;
        }
        int begin = 0;
        while (begin < places.size()) {
            int end = begin;
            while (end < places.size()
                    && places.get(end).position() == places.get(begin).position()) {
                end++;
            }
            for (int filter = 0; filter < filters; filter++) {
                for (int i = begin; i < end; i++) {
                    kernel[at(places.get(i), filter)] =
                            connected[(begin * filters) + filter * (end - begin) + i - begin];
                }
            }
            begin = end;
        }
        return kernel;
    }

    private int at(Place place, int filter) {
        return (place.position() * shape().size(1) + place.feature()) * filters + filter;
    }

    /** All connections, by position of the window, then in the order of the input's elements; none for padding. */
    private List<Place> places() {
        List<Integer> outputs = outputs();
        List<Integer> features = sizes(windows.stream().map(Window::size).toList(), channels);
        List<Integer> inputs = sizes(input, channels);
        int spatial = layout == Layout.CHANNELS_FIRST ? 1 : 0;
        List<Place> places = new ArrayList<>();
        for (int position = 0; position < product(outputs); position++) {
            int[] window = indices(position, outputs);
            for (int feature = 0; feature < product(features); feature++) {
                int[] index = indices(feature, features);
                boolean inside = true;
                for (int axis = 0; axis < windows.size(); axis++) {
                    Window own = windows.get(axis);
                    index[spatial + axis] += window[axis] * own.stride() - own.before();
                    inside &= index[spatial + axis] >= 0 && index[spatial + axis] < input.get(axis);
                }
                if (inside) {
                    places.add(new Place(position, feature, flat(index, inputs)));
                }
            }
        }
        return places;
    }

    private static int[] indices(int flat, List<Integer> sizes) {
        int[] indices = new int[sizes.size()];
        for (int axis = sizes.size() - 1; axis >= 0; axis--) {
            indices[axis] = flat % sizes.get(axis);
            flat /= sizes.get(axis);
        }
        return indices;
    }

    private static int flat(int[] indices, List<Integer> sizes) {
        int flat = 0;
        for (int axis = 0; axis < indices.length; axis++) {
            flat = flat * sizes.get(axis) + indices[axis];
        }
        return flat;
    }
}
