package io.github.kerasjvm.docs;

import io.github.kerasjvm.dl4j.Dl4jSupport;
import java.util.List;

/** The page of what a DL4J archive can hold, {@code docs/dl4j.md}. */
final class Dl4jPage {

    private Dl4jPage() {}

    static String text() {
        return """
                # DL4J archives

                Printed from the code (`Dl4jSupport`); a test keeps it so. `convert MODEL OUT.zip` writes plain DL4J layers of version
                1.0.0-M2.1, no class of ours. What DL4J cannot express exactly is refused, layer by layer, with the reason. An
                archive counts as written after stock DL4J has restored it and given the same numbers on random input.

                The loss is taken along where DL4J has the same; optimizer, regularisers and frozen layers are not.

                ## Layers

                """
                + table("layer", Dl4jSupport.layers())
                + "\n## Activations\n\n"
                + table("activation", Dl4jSupport.activations());
    }

    private static String table(String title, List<Dl4jSupport> lines) {
        StringBuilder table = new StringBuilder("| " + title + " | DL4J | note |\n|---|---|---|\n");
        lines.forEach(line -> table.append("| `")
                .append(line.name())
                .append("` | ")
                .append(word(line.level()))
                .append(" | ")
                .append(line.note())
                .append(" |\n"));
        return table.toString();
    }

    private static String word(Dl4jSupport.Level level) {
        return switch (level) {
            case EXACT -> "exact";
            case CONDITIONAL -> "exact, with conditions";
            case REFUSED -> "refused";
        };
    }
}
