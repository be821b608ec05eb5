package io.github.kerasjvm.read;

import java.util.List;
import java.util.Map;

/** Where the weights of a model are, in one of the two layouts that Keras has used. */
public sealed interface WeightSource {

    /**
     * The layout of whole-model and weights-only {@code .h5} files: one group for each layer, arrays in the order of its
     * attribute {@code weight_names}.
     *
     * @param groups the groups in the order of the attribute {@code layer_names}, layers without weights included
     */
    record Grouped(List<Group> groups) implements WeightSource {
        /**
         * Keeps its own copy.
         *
         * @param groups the groups in the order of the attribute {@code layer_names}, layers without weights included
         */
        public Grouped {
            groups = List.copyOf(groups);
        }
    }

    /**
     * One layer's group.
     *
     * @param layer the layer's name
     * @param arrays its arrays, named as the file names them ({@code dense_1/kernel:0}, {@code dense_1_W})
     */
    record Group(String layer, List<StoredArray> arrays) {
        /**
         * Keeps its own copy.
         *
         * @param layer the layer's name
         * @param arrays its arrays, named as the file names them
         */
        public Group {
            arrays = List.copyOf(arrays);
        }
    }

    /**
     * The layout of {@code .weights.h5} and of {@code .keras} archives: a tree of objects with numbered variables.
     *
     * @param root the group of the model itself; the group {@code optimizer} is not among its children, and
     *     {@code metrics} of Keras 2.12 to 2.15 is
     */
    record Tree(Node root) implements WeightSource {}

    /**
     * One object of the tree.
     *
     * @param path its path in the file, {@code layers/conv2d_1}; empty for the root
     * @param layerName the attribute {@code name} that Keras 3.6 and later give to its variables; empty when absent
     * @param variables the arrays {@code vars/0, vars/1, …} in numeric order
     * @param children the objects below it by name, in the order of the file; {@code vars} is not among them
     */
    record Node(String path, String layerName, List<StoredArray> variables, Map<String, Node> children) {
        /**
         * Keeps its own copies.
         *
         * @param path its path in the file; empty for the root
         * @param layerName the attribute {@code name} of its variables; empty when absent
         * @param variables the arrays {@code vars/0, vars/1, …} in numeric order
         * @param children the objects below it by name
         */
        public Node {
            variables = List.copyOf(variables);
            children = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(children));
        }
    }
}
