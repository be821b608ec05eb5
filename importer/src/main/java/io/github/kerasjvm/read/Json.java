package io.github.kerasjvm.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * JSON text to a tree, within {@link Limits}; the only place where JSON from a file is parsed.
 *
 * <p>A key that comes twice is refused: two readers would see two models. {@code NaN} and {@code Infinity} are numbers,
 * since Python writes them. Nothing is bound to classes.
 */
public final class Json {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    /**
     * Parses a text.
     *
     * @param file the file as the user named it, for messages
     * @param text the whole JSON text
     * @param limits how long and how deep it may be
     * @return the tree
     * @throws ImportException if it is not well formed, has a key twice, or is over a limit
     */
    public static JsonNode parse(String file, String text, Limits limits) {
        Source source = new Source(file, limits);
        requireSize(source, text.length());
        try (JsonParser parser = parser(text, limits)) {
            JsonNode tree = tree(source, parser);
            if (parser.nextToken() != null) {
                throw malformed(source, "more text after the end", parser.currentTokenLocation(), null);
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw malformed(source, e.getOriginalMessage(), e.getLocation(), e);
        } catch (IOException e) {
            throw malformed(source, e.getMessage(), null, e);
        }
    }

    /**
     * The text of one field of an object, word for word.
     *
     * @return the text from the field's first character to its last; null when there is no such field
     */
    static String field(Source source, String text, String name) {
        try (JsonParser parser = parser(text, source.limits())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isWanted = parser.currentName().equals(name);
                parser.nextToken();
                long start = parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                if (isWanted) {
                    parser.finishToken();
                    long end = parser.currentLocation().getCharOffset();
                    return text.substring((int) start, (int) end).strip();
                }
            }
            return null;
        } catch (JsonProcessingException e) {
            throw malformed(source, e.getOriginalMessage(), e.getLocation(), e);
        } catch (IOException e) {
            throw malformed(source, e.getMessage(), null, e);
        }
    }

    /** Refuses a text that is over the limit before anything is done with it. */
    static void requireSize(Source source, long size) {
        if (size > Integer.MAX_VALUE - 8) {
            throw source.problem(
                    Code.LIMIT, "the configuration has " + Source.bytes(size) + "; Java texts end at 2 GiB", "");
        }
        if (size > source.limits().configBytes()) {
            throw source.over("the configuration has", size, "configBytes");
        }
    }

    static JsonParser parser(String text, Limits limits) throws IOException {
        int longest = (int) Math.min(Integer.MAX_VALUE, limits.configBytes());
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(longest)
                        // Our own count comes first, and says which limit it is.
                        .maxNestingDepth((int) Math.min(Integer.MAX_VALUE, limits.jsonDepth() + 1L))
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                // Names are kept for the life of the JVM when they are interned, and are read from strangers' files.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build()
                .createParser(text);
    }

    /** Builds the tree with a stack of its own, so that the depth of a text cannot exhaust the thread's. */
    private static JsonNode tree(Source source, JsonParser parser) throws IOException {
        Deque<JsonNode> open = new ArrayDeque<>();
        while (true) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw malformed(source, "the text ends too early", parser.currentLocation(), null);
            }
            JsonNode done = null;
            switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    JsonNode node = token == JsonToken.START_OBJECT ? NODES.objectNode() : NODES.arrayNode();
                    attach(open.peek(), parser.currentName(), node);
                    open.push(node);
                    if (open.size() > source.limits().jsonDepth()) {
                        throw source.over("the configuration is nested to a depth of", open.size(), "jsonDepth");
                    }
                }
                case END_OBJECT, END_ARRAY -> done = open.pop();
                case FIELD_NAME -> {
                    // The parser keeps it as the current name until its value is read.
                }
                default -> {
                    done = scalar(token, parser);
                    attach(open.peek(), parser.currentName(), done);
                }
            }
            if (done != null && open.isEmpty()) {
                return done;
            }
        }
    }

    private static void attach(JsonNode parent, String name, JsonNode child) {
        if (parent instanceof ObjectNode object) {
            object.set(name, child);
        } else if (parent instanceof ArrayNode array) {
            array.add(child);
        }
    }

    private static JsonNode scalar(JsonToken token, JsonParser parser) throws IOException {
        return switch (token) {
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_NUMBER_INT ->
                switch (parser.getNumberType()) {
                    case INT -> NODES.numberNode(parser.getIntValue());
                    case LONG -> NODES.numberNode(parser.getLongValue());
                    default -> NODES.numberNode(parser.getBigIntegerValue());
                };
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private static ImportException malformed(Source source, String why, JsonLocation at, Throwable cause) {
        String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return source.problem(Code.CONFIG, "the configuration is not well-formed JSON" + place + ": " + why, "", cause);
    }
}
