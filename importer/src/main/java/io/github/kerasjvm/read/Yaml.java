package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The architecture that {@code model.to_yaml()} of Keras 1, Keras 2 and tf.keras up to 2.4 wrote, as the JSON text that
 * {@code model.to_json()} would have given. Only the parser of the YAML library is used, which tells what stands where; no
 * object is ever made from the text.
 *
 * <p>{@code !!python/tuple} is a list, as it is in JSON. Any other object of Python is refused by its name. An alias repeats
 * the text of what it stands for, and the whole text has to stay within the limit {@code configBytes}, so that a short
 * file cannot grow without a bound.
 */
final class Yaml {

    private static final String STANDARD = "tag:yaml.org,2002:";

    private final Source source;
    private final StringBuilder json = new StringBuilder();
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<Anchor, Span> anchors = new HashMap<>();
    private boolean isDone;

    private Yaml(Source source) {
        this.source = source;
    }

    /** Where the JSON of something stands that has an anchor. */
    private record Span(int start, int end) {
        boolean isOpen() {
            return end < 0;
        }
    }

    /** A list or a mapping whose end has not come yet. */
    private static final class Open {
        final boolean isMapping;
        final Optional<Anchor> anchor;
        final int start;
        final Set<String> keys = new HashSet<>();
        boolean isEmpty = true;
        boolean awaitsValue;

        Open(boolean isMapping, Optional<Anchor> anchor, int start) {
            this.isMapping = isMapping;
            this.anchor = anchor;
            this.start = start;
        }
    }

    /**
     * Translates a text.
     *
     * @throws ImportException if it is not well formed, has a key twice, holds what JSON cannot say, or is over a limit
     */
    static String toJson(Source source, String text) {
        Json.requireSize(source, text.length());
        LoadSettings settings = LoadSettings.builder()
                .setLabel("yaml")
                .setCodePointLimit(
                        (int) Math.min(Integer.MAX_VALUE, source.limits().configBytes()))
                .build();
        Yaml yaml = new Yaml(source);
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                yaml.take(event);
            }
        } catch (MarkedYamlEngineException e) {
            String place = e.getProblemMark()
                    .map(mark -> " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
                    .orElse("");
            throw yaml.malformed(place + ": " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw yaml.malformed(": " + e.getMessage().lines().findFirst().orElse(""), e);
        }
        return yaml.json.toString();
    }

    private void take(Event event) {
        switch (event.getEventId()) {
            case DocumentStart -> {
                if (isDone) {
                    throw malformed(place(event) + ": a second document begins; expected one", null);
                }
            }
            case Scalar -> scalar((ScalarEvent) event);
            case Alias -> alias((AliasEvent) event);
            case SequenceStart, MappingStart -> open((CollectionStartEvent) event);
            case SequenceEnd, MappingEnd -> close();
            case StreamStart, StreamEnd, DocumentEnd, Comment -> {
                // Nothing of the architecture.
            }
        }
    }

    private void scalar(ScalarEvent event) {
        boolean isKey = awaitsKey();
        String value = isKey ? key(event) : value(event);
        begin(event, isKey);
        int start = json.length();
        append(value);
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Span(start, json.length())));
        end(isKey);
    }

    private boolean awaitsKey() {
        return !open.isEmpty() && open.peek().isMapping && !open.peek().awaitsValue;
    }

    private String key(ScalarEvent event) {
        String value = value(event);
        String key = value.startsWith("\"") ? value : YamlScalar.quoted(value);
        if (!open.peek().keys.add(key)) {
            throw malformed(
                    place(event) + ": the key " + Source.quoted(event.getValue())
                            + " comes a second time; two models one after the other are to be two files",
                    null);
        }
        return key;
    }

    /** The JSON of a scalar; the tag decides where there is one, else the quotes, else what the words mean in YAML 1.1. */
    private String value(ScalarEvent event) {
        String text = event.getValue();
        String tag = event.getTag().map(Yaml::shortTag).orElse(event.isPlain() ? "" : "!!str");
        String value =
                switch (tag.replaceFirst("^!!python/", "!!")) {
                    case "" -> YamlScalar.json(text);
                    case "!!str", "!!unicode" -> YamlScalar.quoted(text);
                    case "!!int", "!!long" -> YamlScalar.whole(text);
                    case "!!float" -> YamlScalar.whole(text) == null ? YamlScalar.real(text) : text;
                    case "!!bool" -> YamlScalar.truth(text);
                    case "!!null", "!!none" -> "null";
                    default -> throw refused(event, tag);
                };
        if (value == null) {
            throw malformed(
                    place(event) + ": " + Source.quoted(text) + " is a date, a merge or the like; expected a number, a"
                            + " word or text",
                    null);
        }
        return value;
    }

    private void alias(AliasEvent event) {
        Span span = anchors.get(event.getAlias());
        if (span == null || span.isOpen()) {
            throw malformed(
                    place(event) + ": the alias *" + event.getAlias().getValue()
                            + (span == null ? " stands for nothing" : " stands for what it lies in"),
                    null);
        }
        boolean isKey = awaitsKey();
        if (isKey) {
            throw malformed(place(event) + ": an alias is a key; expected a word", null);
        }
        begin(event, false);
        Json.requireSize(source, (long) json.length() + span.end() - span.start());
        append(json.substring(span.start(), span.end()));
        end(false);
    }

    private void open(CollectionStartEvent event) {
        boolean isMapping = event instanceof MappingStartEvent;
        String tag = event.getTag().map(Yaml::shortTag).orElse("");
        boolean isPlain = isMapping
                ? Set.of("", "!!map", "!!python/dict").contains(tag)
                : Set.of("", "!!seq", "!!python/list", "!!python/tuple").contains(tag);
        if (!isPlain) {
            throw refused(event, tag);
        }
        if (awaitsKey()) {
            throw malformed(place(event) + ": a key is a list or a mapping; expected a word", null);
        }
        begin(event, false);
        open.push(new Open(isMapping, event.getAnchor(), json.length()));
        if (open.size() > source.limits().jsonDepth()) {
            throw source.over("the configuration is nested to a depth of", open.size(), "jsonDepth");
        }
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Span(json.length(), -1)));
        append(isMapping ? "{" : "[");
    }

    private void close() {
        Open done = open.pop();
        append(done.isMapping ? "}" : "]");
        done.anchor.ifPresent(anchor -> anchors.put(anchor, new Span(done.start, json.length())));
        end(false);
    }

    /** Writes what stands between this and what came before it. */
    private void begin(Event event, boolean isKey) {
        Open parent = open.peek();
        if (parent != null && !parent.awaitsValue && !parent.isEmpty) {
            append(",");
        }
        if (parent != null) {
            parent.isEmpty = false;
            parent.awaitsValue = isKey;
        }
    }

    private void end(boolean isKey) {
        if (isKey) {
            append(":");
        } else if (open.isEmpty()) {
            isDone = true;
        }
    }

    private void append(String text) {
        Json.requireSize(source, (long) json.length() + text.length());
        json.append(text);
    }

    private static String shortTag(String tag) {
        return tag.startsWith(STANDARD) ? "!!" + tag.substring(STANDARD.length()) : tag;
    }

    private ImportException refused(Event event, String tag) {
        return source.problem(
                Code.CONTAINER,
                "the YAML holds an object " + Source.quoted(tag) + place(event)
                        + ", which only Python could make and which is never made here",
                "Convert it in Python: model_from_yaml(text).to_json().");
    }

    private static String place(Event event) {
        return event.getStartMark()
                .map(mark -> " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
                .orElse("");
    }

    private ImportException malformed(String why, Throwable cause) {
        return source.problem(Code.CONFIG, "the architecture is not the YAML of one model" + why, "", cause);
    }
}
