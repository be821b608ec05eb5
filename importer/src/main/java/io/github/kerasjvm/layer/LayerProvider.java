package io.github.kerasjvm.layer;

import java.util.List;

/**
 * The layers of a jar that a user gives to the command line ({@code --layers my-layers.jar}). The jar names its provider,
 * a public class with a public constructor without arguments, in
 * {@code META-INF/services/io.github.kerasjvm.layer.LayerProvider}.
 *
 * <p>The importer itself never looks for providers; a program gives its layers to {@code Import.layer(…)}.
 */
public interface LayerProvider {

    /**
     * The layers, which come before those of Keras of the same class name.
     *
     * @return the kinds of layers
     */
    List<Kind<?>> layers();
}
