package io.github.kerasjvm.export.keras;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Changes one field of a configuration and leaves every other word as it is. */
final class ConfigText {

    private static final String FIELD = "compile_config";

    private ConfigText() {}

    /** The configuration of an archive with what the model is compiled with; the same text if that is the same. */
    static String with(String config, Optional<String> compiled) {
        try (JsonParser parser = new JsonFactory().createParser(config)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                if (name.equals(FIELD)) {
                    parser.nextToken();
                    int to = endOfValue(
                            config, (int) parser.currentTokenLocation().getCharOffset(), from);
                    String old = config.substring(from, to);
                    return compiled.isEmpty() || old.equals(compiled.get())
                            ? config
                            : config.substring(0, from) + compiled.get() + config.substring(to);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int end = config.lastIndexOf('}');
        return compiled.map(text -> config.substring(0, end) + ", \"" + FIELD + "\": " + text + config.substring(end))
                .orElse(config);
    }

    /** Where a value ends: behind it are only space and the comma before the next token. */
    private static int endOfValue(String text, int next, int from) {
        int end = next;
        while (end > from && (Character.isWhitespace(text.charAt(end - 1)) || text.charAt(end - 1) == ',')) {
            end--;
        }
        return end;
    }
}
