package io.github.kerasjvm.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;

/** Parses JSON text to a tree within the limits. Never binds to classes. */
public final class Json {

    private Json() {}

    /**
     * Parses a configuration.
     *
     * @param file the file that it is from, for messages
     * @param text the text
     * @param limits how much it may ask for
     * @return the tree
     * @throws ImportException if it is not well-formed, has a key twice, or is over a limit
     */
    public static JsonNode parse(String file, String text, Limits limits) {
        if (text.length() > limits.configBytes()) {
            throw Failure.overLimit(file, "characters of JSON", text.length(), "configBytes", limits.configBytes());
        }
        try {
            return mapper(limits).readTree(text);
        } catch (StreamConstraintsException e) {
            throw Failure.of(
                    file,
                    Code.LIMIT,
                    "the JSON is nested deeper than " + limits.jsonDepth() + " levels, or has an entry too long",
                    "Raise it with --limit jsonDepth=… if you trust the file");
        } catch (JsonProcessingException e) {
            throw Failure.of(
                    file,
                    Code.CONFIG,
                    "the JSON is not well formed at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage(),
                    e);
        }
    }

    private static JsonMapper mapper(Limits limits) {
        int length = (int) Math.min(limits.configBytes(), Integer.MAX_VALUE);
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth((int) Math.min(limits.jsonDepth(), Integer.MAX_VALUE))
                        .maxStringLength(length)
                        .maxDocumentLength(limits.configBytes())
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Python writes NaN and Infinity.
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
        return JsonMapper.builder(factory).build();
    }
}
