package io.github.kerasjvm.export.keras;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Takes and changes one field of a configuration, and leaves every other word as it is. */
final class ConfigText {

    private static final String FIELD = "compile_config";

    /** Where a field's value begins and ends. */
    private record Range(int from, int to) {}

    private ConfigText() {}

    /** The value of a field, word for word. */
    static String field(String config, String name) {
        Range range = find(config, name)
                .orElseThrow(() -> new IllegalArgumentException("the configuration has no field " + name));
        return config.substring(range.from(), range.to());
    }

    /** The configuration of an archive with what the model is compiled with; the same text if that is the same. */
    static String with(String config, Optional<String> compiled) {
        Optional<Range> range = find(config, FIELD);
        if (range.isEmpty()) {
            int end = config.lastIndexOf('}');
            return compiled.map(
                            text -> config.substring(0, end) + ", \"" + FIELD + "\": " + text + config.substring(end))
                    .orElse(config);
        }
        return compiled.map(text -> config.substring(0, range.get().from())
                        + text
                        + config.substring(range.get().to()))
                .orElse(config);
    }

    private static Optional<Range> find(String config, String name) {
        try (JsonParser parser = new JsonFactory().createParser(config)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isWanted = parser.currentName().equals(name);
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                if (isWanted) {
                    String value = config.substring(
                            from, (int) parser.currentLocation().getCharOffset());
                    return Optional.of(
                            new Range(from, from + value.stripTrailing().length()));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
