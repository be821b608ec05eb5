package io.github.kerasjvm.docs;

import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layers;
import io.github.kerasjvm.layer.StandardActivation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The page of supported layers, {@code docs/layers.md}. */
final class LayersPage {

    private LayersPage() {}

    static String text() {
        StringBuilder page = new StringBuilder("""
                # Layers

                Printed from the code (`Layers`); a test keeps it so. A layer that is not here, and an argument that is not named,
                is refused by name, never passed over. Initialisers, regularisers and constraints are kept with the model and
                change nothing at inference.
                """);
        for (Group group : Group.values()) {
            List<Kind<?>> kinds = Layers.OF_KERAS.stream()
                    .filter(kind -> kind.group() == group)
                    .toList();
            if (!kinds.isEmpty()) {
                page.append("\n## ").append(group.title()).append("\n\n");
                page.append("| layer | what it does | Keras | arguments |\n|---|---|---|---|\n");
                kinds.forEach(kind -> page.append(row(kind)));
            }
        }
        page.append("\n## Activations by name\n\n").append(activations()).append("\n");
        return page.toString();
    }

    private static String row(Kind<?> kind) {
        String names = kind.classNames().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        String arguments =
                kind.arguments().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return "| " + names + " | " + kind.doc() + " | " + kind.generations() + " | " + arguments + " |\n";
    }

    private static String activations() {
        return Arrays.stream(StandardActivation.values())
                        .map(StandardActivation::kerasName)
                        .distinct()
                        .map(name -> "`" + name + "`")
                        .collect(Collectors.joining(", "))
                + "; `swish` is `silu`, `hard_swish` is `hard_silu`. `hard_sigmoid` has the slope 0.2 in Keras 1 and 2, and 1/6"
                + " in Keras 3.";
    }
}
