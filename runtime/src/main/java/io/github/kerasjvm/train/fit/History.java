package io.github.kerasjvm.train.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kerasjvm.data.SafeFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Loss and metrics of epochs as a file: {@code .json} as an array of objects, anything else as CSV with a header, as Keras's
 * {@code CSVLogger} writes it.
 *
 * @param epochs the logs of each epoch, the first first
 */
public record History(List<Map<String, Double>> epochs) {

    /** Keeps its own copy. */
    public History {
        epochs = List.copyOf(epochs);
    }

    /**
     * Writes the file.
     *
     * @param file where to; an existing one is replaced
     * @throws io.github.kerasjvm.data.DataException if it cannot be written
     */
    public void write(Path file) {
        boolean isJson = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        byte[] text = (isJson ? json() : csv()).getBytes(StandardCharsets.UTF_8);
        SafeFile.write(file, out -> out.write(text));
    }

    private String csv() {
        Set<String> names = new LinkedHashSet<>();
        epochs.forEach(logs -> names.addAll(logs.keySet()));
        StringBuilder text = new StringBuilder("epoch");
        names.forEach(name -> text.append(',').append(name));
        for (int epoch = 0; epoch < epochs.size(); epoch++) {
            Map<String, Double> logs = epochs.get(epoch);
            text.append('\n').append(epoch).append(',');
            text.append(names.stream()
                    .map(name -> logs.containsKey(name) ? logs.get(name).toString() : "")
                    .collect(Collectors.joining(",")));
        }
        return text.append('\n').toString();
    }

    private String json() {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(epochs) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
