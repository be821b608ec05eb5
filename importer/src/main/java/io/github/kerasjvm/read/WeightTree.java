package io.github.kerasjvm.read;

import io.github.kerasjvm.read.WeightSource.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tree of objects in {@code .weights.h5}: each object a group, its variables in the group {@code vars}.
 *
 * @param root the model; the group {@code optimizer} is not among its children
 * @param optimizer the variables of the optimizer in numeric order
 */
record WeightTree(Node root, List<StoredArray> optimizer) {

    private static final String VARS = "vars";
    private static final String OPTIMIZER = "optimizer";

    static WeightTree read(Source source, Hdf5Group root) {
        Reader reader = new Reader(source);
        Optional<Hdf5Group> optimizer = root.group(OPTIMIZER + "/" + VARS);
        WeightTree tree = new WeightTree(
                reader.node(root), optimizer.map(reader::variables).orElse(List.of()));
        if (!reader.hasSeenVariables && !root.has("layers") && !root.has("_layer_checkpoint_dependencies")) {
            throw source.notAModel(
                    "an HDF5 file of another kind: it has no attribute model_config or layer_names and no group "
                            + "layers; at its root are " + names(root),
                    "");
        }
        return tree;
    }

    private static String names(Hdf5Group root) {
        List<String> names = root.names().stream().limit(5).map(Source::quoted).toList();
        String more = root.names().size() > names.size() ? ", …" : "";
        return names.isEmpty() ? "no groups at all" : String.join(", ", names) + more;
    }

    private static final class Reader {

        private final Source source;
        private final Set<Long> open = new HashSet<>();
        private boolean hasSeenVariables;

        Reader(Source source) {
            this.source = source;
        }

        Node node(Hdf5Group group) {
            if (!open.add(group.address())) {
                throw source.damaged("group " + Source.quoted(group.path()) + " contains itself", null);
            }
            Map<String, Node> children = new LinkedHashMap<>();
            for (String name : group.names()) {
                boolean isApart = name.equals(VARS)
                        || name.equals(OPTIMIZER) && group.path().isEmpty();
                if (!isApart) {
                    group.group(name).ifPresent(child -> children.put(name, node(child)));
                }
            }
            Optional<Hdf5Group> vars = group.group(VARS);
            open.remove(group.address());
            return new Node(
                    group.path(),
                    vars.flatMap(found -> found.attributes().text("name")).orElse(""),
                    vars.map(this::variables).orElse(List.of()),
                    children);
        }

        List<StoredArray> variables(Hdf5Group vars) {
            hasSeenVariables = true;
            List<StoredArray> arrays = new ArrayList<>();
            vars.names().stream()
                    .sorted(Comparator.comparingInt(Reader::number))
                    .forEach(name -> vars.array(name, name).ifPresent(arrays::add));
            return arrays;
        }

        /** Names that are no numbers come last, in the order of the file. */
        private static int number(String name) {
            return name.matches("\\d{1,9}") ? Integer.parseInt(name) : Integer.MAX_VALUE;
        }
    }
}
