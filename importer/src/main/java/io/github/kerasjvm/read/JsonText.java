package io.github.kerasjvm.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON text with some values changed, and every other word as it is. Immutable; each option gives a new value. */
public final class JsonText {

    private final String text;
    private final Limits limits;
    private final Map<JsonPointer, String> values;

    private JsonText(String text, Limits limits, Map<JsonPointer, String> values) {
        this.text = text;
        this.limits = limits;
        this.values = values;
    }

    /**
     * A text without changes.
     *
     * @param text well-formed JSON
     * @param limits how long and how deep it may be
     * @return the text
     */
    public static JsonText of(String text, Limits limits) {
        return new JsonText(text, limits, Map.of());
    }

    /**
     * The same text with another value.
     *
     * @param place where it stands; in an object it may be new, and then comes first there
     * @param value JSON text
     * @return the text
     */
    public JsonText with(JsonPointer place, String value) {
        Map<JsonPointer, String> all = new LinkedHashMap<>(values);
        all.put(place, value);
        return new JsonText(text, limits, all);
    }

    /** A part of the text, from its first character to behind its last, and what stands there instead. */
    private record Change(int from, int to, String instead) {}

    /**
     * The text with its changes.
     *
     * @return JSON text
     * @throws IllegalStateException if there is no object or array in which a value would stand
     */
    @Override
    public String toString() {
        Map<JsonPointer, String> left = new LinkedHashMap<>(values);
        Map<JsonPointer, Change> openings = new TreeMap<>(Comparator.comparing(JsonPointer::toString));
        List<Change> changes = new ArrayList<>();
        try (JsonParser parser = Json.parser(text, limits)) {
            for (JsonToken token = parser.nextToken(); token != null && !left.isEmpty(); token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME || token.isStructEnd()) {
                    continue;
                }
                JsonPointer place = parser.getParsingContext().pathAsPointer();
                int from = (int) parser.currentTokenLocation().getCharOffset();
                if (left.containsKey(place)) {
                    parser.skipChildren();
                    parser.finishToken();
                    int to = (int) parser.currentLocation().getCharOffset();
                    int end = from + text.substring(from, to).stripTrailing().length();
                    changes.add(new Change(from, end, left.remove(place)));
                } else if (token == JsonToken.START_OBJECT) {
                    openings.put(place, new Change(from + 1, from + 1, ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        left.forEach((place, value) -> changes.add(inserted(place, value, openings)));
        return applied(changes);
    }

    private Change inserted(JsonPointer place, String value, Map<JsonPointer, Change> openings) {
        Change opening = openings.get(place.head());
        if (opening == null) {
            throw new IllegalStateException("there is no object in which " + place + " would stand");
        }
        String rest = text.substring(opening.from()).stripLeading();
        String name = "\"" + place.last().getMatchingProperty() + "\": " + value;
        return new Change(opening.from(), opening.to(), rest.startsWith("}") ? name : name + ", ");
    }

    private String applied(List<Change> changes) {
        StringBuilder changed = new StringBuilder();
        int done = 0;
        List<Change> inOrder =
                changes.stream().sorted(Comparator.comparingInt(Change::from)).toList();
        for (Change change : inOrder) {
            changed.append(text, done, change.from()).append(change.instead());
            done = change.to();
        }
        return changed.append(text.substring(done)).toString();
    }
}
