package io.github.kerasjvm.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which arrays of an archive are inputs and which are labels.
 *
 * @param inputs the names of the inputs, in order
 * @param labels the names of the labels, in order; may be empty
 */
record NpzMembers(List<String> inputs, List<String> labels) {

    static NpzMembers find(Path file, Npz npz, List<InputSpec> wanted, DataOptions.Split split) {
        String part = split == DataOptions.Split.TRAIN ? "train" : "test";
        return new NpzMembers(inputs(file, npz, wanted, part), labels(npz, part));
    }

    private static List<String> inputs(Path file, Npz npz, List<InputSpec> wanted, String part) {
        List<String> named = wanted.stream().map(InputSpec::name).toList();
        if (!named.isEmpty() && named.stream().allMatch(npz::has)) {
            return named;
        }
        for (List<String> names :
                List.of(numbered(npz, "x_"), numbered(npz, "in_"), one(npz, "x"), one(npz, "x_" + part))) {
            if (!names.isEmpty()) {
                return names;
            }
        }
        if (npz.names().size() == 1) {
            return npz.names();
        }
        throw new DataException(file + ": holds " + String.join(", ", npz.names())
                + "; expected x and y, or x_0, x_1, … and y_0, y_1, …, or x_" + part + " and y_" + part
                + ", or in_0, in_1, …, or arrays named as the model's inputs");
    }

    private static List<String> labels(Npz npz, String part) {
        List<String> numbered = numbered(npz, "y_");
        return !numbered.isEmpty() ? numbered : npz.has("y") ? List.of("y") : one(npz, "y_" + part);
    }

    private static List<String> one(Npz npz, String name) {
        return npz.has(name) ? List.of(name) : List.of();
    }

    private static List<String> numbered(Npz npz, String start) {
        List<String> names = new ArrayList<>();
        while (npz.has(start + names.size())) {
            names.add(start + names.size());
        }
        return names;
    }
}
