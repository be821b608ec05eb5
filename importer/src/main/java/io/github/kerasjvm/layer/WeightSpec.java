package io.github.kerasjvm.layer;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One array that a layer stores.
 *
 * @param name its name in Keras 2 and 3, {@code kernel}; behind a part of the layer where it has several,
 *     {@code forward/kernel}
 * @param path where a {@code .keras} archive has it below the layer, {@code forward_layer/cell}; empty for the layer itself
 * @param shape its shape as the layer uses it
 * @param trainable whether training changes it
 * @param otherNames its names in other generations, {@code W}
 * @param forms how files may store it, the likeliest first; at least one
 */
public record WeightSpec(
        String name, String path, Shape shape, boolean trainable, List<String> otherNames, List<Form> forms) {

    /**
     * One way in which files store an array.
     *
     * @param shape its shape in the file
     * @param restore brings the stored elements to the order in which they are used; may give back the array that it takes
     */
    public record Form(Shape shape, UnaryOperator<float[]> restore) {}

    /**
     * A trainable array that is stored as it is used.
     *
     * @param name its name
     * @param sizes its shape
     * @return the specification
     */
    public static WeightSpec of(String name, int... sizes) {
        return of(name, Shape.of(sizes));
    }

    /**
     * A trainable array that is stored as it is used.
     *
     * @param name its name
     * @param shape its shape
     * @return the specification
     */
    public static WeightSpec of(String name, Shape shape) {
        return new WeightSpec(name, "", shape, true, List.of(), List.of(new Form(shape, UnaryOperator.identity())));
    }

    /**
     * The same array, which training does not change by gradients, such as a moving mean.
     *
     * @return the specification
     */
    public WeightSpec frozen() {
        return new WeightSpec(name, path, shape, false, otherNames, forms);
    }

    /**
     * The same array with its names in other generations.
     *
     * @param names the names
     * @return the specification
     */
    public WeightSpec or(String... names) {
        return new WeightSpec(name, path, shape, trainable, List.of(names), forms);
    }

    /**
     * The same array, stored in other forms.
     *
     * @param stored the forms, the likeliest first
     * @return the specification
     */
    public WeightSpec storedAs(Form... stored) {
        return new WeightSpec(name, path, shape, trainable, otherNames, List.of(stored));
    }

    /**
     * The same array, stored by a part of the layer.
     *
     * @param part the part's place below the layer in a {@code .keras} archive, {@code cell}
     * @return the specification
     */
    public WeightSpec in(String part) {
        return new WeightSpec(name, below(part, path), shape, trainable, otherNames, forms);
    }

    /**
     * The place of something in a part of a layer.
     *
     * @param part the part, {@code layer}
     * @param path the place in the part; empty for the part itself
     * @return the place in the layer
     */
    public static String below(String part, String path) {
        return path.isEmpty() ? part : part + "/" + path;
    }

    /**
     * The same array under a name behind that of a part, where several parts have arrays of the same name.
     *
     * @param part the part, {@code forward}
     * @return the specification
     */
    public WeightSpec named(String part) {
        return new WeightSpec(part + "/" + name, path, shape, trainable, otherNames, forms);
    }

    /**
     * The name without that of the part.
     *
     * @return the name, {@code kernel}
     */
    public String simpleName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /**
     * The shape in the file, of the likeliest form.
     *
     * @return the shape
     */
    public Shape storedShape() {
        return forms.get(0).shape();
    }
}
