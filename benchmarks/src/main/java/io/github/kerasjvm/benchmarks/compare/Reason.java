package io.github.kerasjvm.benchmarks.compare;

/** Reasons brought to a form in which the same reason of two files is the same text. */
final class Reason {

    private Reason() {}

    /** The reason without what differs from file to file: the layer's name, numbers, advice, and the code at the end. */
    static String of(Outcome outcome) {
        String text = outcome.detail()
                // keras-jvm: "dense_1 (Dense), units: …  [KJ-ARG-3]"
                .replaceFirst("^[^\\s(]+ (?=\\([A-Z])", "")
                .replaceFirst("  \\[KJ-[A-Z]+-\\d+]$", "")
                // DL4J
                .replaceAll("(,? ?[Ff]or more information|[Pp]lease file an issue|See https?:).*", "")
                .replaceAll("([Ll]ayer[ =]*(?:named? = )?)\"[^\"]*\"", "$1\"…\"")
                .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "…")
                // what to do about it
                .replaceFirst("(?<=[a-z\"')\\]])\\. +[A-Z].*", "")
                // shapes and places; a single digit may be what it is about, such as Keras's major version
                .replaceAll("\\[-?\\d+(, ?-?\\d+)*]", "[…]")
                .replaceAll("\\(-?\\d+(, ?-?\\d+)+\\)", "(…)")
                .replaceAll("(?<![A-Za-z_\\d.])-?\\d\\d+(\\.\\d+)?(?![A-Za-z_\\d.])", "n")
                .strip();
        text = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return text.length() <= 140 ? text : text.substring(0, 140).strip() + "…";
    }

    /** Text within a cell of a Markdown table. */
    static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "\\<").replace("*", "\\*").replace("_", "\\_");
    }
}
