package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
 * <p>{@code !!python/tuple} is a list, as it is in JSON. The few objects of Python that Keras wrote where it meant plain data
 * are that data ({@link PythonObjects}); any other is refused by its name. An alias repeats the text of what it stands for,
 * and the whole text has to stay within the limit {@code configBytes}, so that a short file cannot grow without a bound.
 */
final class Yaml {

    private static final String STANDARD = "tag:yaml.org,2002:";
    private static final String MALFORMED = "the architecture is not the YAML of one model";

    private final Source source;
    private final PythonObjects objects;
    private final Deque<Open> open = new ArrayDeque<>();
    /** What has an anchor; empty while its end has not come yet. */
    private final Map<Anchor, Optional<YamlNode>> anchors = new HashMap<>();

    private YamlNode root;

    private Yaml(Source source) {
        this.source = source;
        this.objects = new PythonObjects(source);
    }

    /** A list or a mapping whose end has not come yet. */
    private static final class Open {
        final CollectionStartEvent start;
        final boolean isMapping;
        /** The tag of an object of Python; empty for plain lists and mappings. */
        final String object;

        final List<YamlNode> items = new ArrayList<>();
        final Map<String, YamlNode> fields = new LinkedHashMap<>();
        /** The key whose value comes next; null where a key is expected. */
        String key;

        Open(CollectionStartEvent start, String object) {
            this.start = start;
            this.isMapping = start instanceof MappingStartEvent;
            this.object = object;
        }

        YamlNode content() {
            return isMapping
                    ? new YamlNode.Fields(Collections.unmodifiableMap(fields))
                    : new YamlNode.Many(List.copyOf(items));
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
        return yaml.root == null ? "" : new YamlWriter(source).write(yaml.root);
    }

    private void take(Event event) {
        switch (event.getEventId()) {
            case DocumentStart -> {
                if (root != null) {
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
        YamlNode value = value(event);
        if (awaitsKey()) {
            key(event, value);
        } else {
            add(value);
        }
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, Optional.of(value)));
    }

    private boolean awaitsKey() {
        return !open.isEmpty() && open.peek().isMapping && open.peek().key == null;
    }

    private void key(ScalarEvent event, YamlNode value) {
        if (value instanceof YamlNode.Part part) {
            throw objects.refused(part.tag(), part.place());
        }
        String key = YamlScalar.quoted(value instanceof YamlNode.Leaf leaf ? leaf.json() : event.getValue());
        if (open.peek().fields.containsKey(key)) {
            throw twice(event, key);
        }
        open.peek().key = key;
    }

    private ImportException twice(ScalarEvent event, String key) {
        String what = place(event) + ": the key " + Source.quoted(event.getValue()) + " comes a second time";
        boolean isOutermost = open.size() == 1;
        if (!isOutermost || !open.peek().fields.keySet().iterator().next().equals(key)) {
            return malformed(what, null);
        }
        // PyYAML sorts keys: the first key of all, once more, is where somebody appended another model.
        String line =
                event.getStartMark().map(mark -> "line " + (mark.getLine() + 1)).orElse("it");
        return source.problem(
                Code.CONFIG,
                MALFORMED + what + "; another model seems to begin there",
                "Give the lines before " + line + ", and those from it on, as two files.");
    }

    /** What a scalar is; the tag decides where there is one, else the quotes, else what the words mean in YAML 1.1. */
    private YamlNode value(ScalarEvent event) {
        String text = event.getValue();
        String tag = event.getTag().map(Yaml::shortTag).orElse(event.isPlain() ? "" : "!!str");
        Optional<YamlNode> object = objects.readScalar(tag, text, place(event));
        if (object.isPresent()) {
            return object.get();
        }
        String value =
                switch (tag.replaceFirst("^!!python/", "!!")) {
                    case "" -> YamlScalar.json(text);
                    case "!!str", "!!unicode" -> YamlScalar.quoted(text);
                    case "!!int", "!!long" -> YamlScalar.whole(text);
                    case "!!float" -> YamlScalar.whole(text) == null ? YamlScalar.real(text) : text;
                    case "!!bool" -> YamlScalar.truth(text);
                    case "!!null", "!!none" -> "null";
                    default -> throw objects.refused(tag, place(event));
                };
        if (value == null) {
            throw malformed(
                    place(event) + ": " + Source.quoted(text) + " is a date, a merge or the like; expected a number, a"
                            + " word or text",
                    null);
        }
        return value.startsWith("\"") ? new YamlNode.Text(text) : new YamlNode.Leaf(value);
    }

    private void alias(AliasEvent event) {
        Optional<YamlNode> node = anchors.get(event.getAlias());
        if (node == null || node.isEmpty()) {
            throw malformed(
                    place(event) + ": the alias *" + event.getAlias().getValue()
                            + (node == null ? " stands for nothing" : " stands for what it lies in"),
                    null);
        }
        if (awaitsKey()) {
            throw malformed(place(event) + ": an alias is a key; expected a word", null);
        }
        add(node.get());
    }

    private void open(CollectionStartEvent event) {
        String tag = event.getTag().map(Yaml::shortTag).orElse("");
        boolean isPlain = event instanceof MappingStartEvent
                ? Set.of("", "!!map", "!!python/dict").contains(tag)
                : Set.of("", "!!seq", "!!python/list", "!!python/tuple").contains(tag);
        if (!isPlain && !objects.isKnown(tag)) {
            throw objects.refused(tag, place(event));
        }
        if (awaitsKey()) {
            throw malformed(place(event) + ": a key is a list or a mapping; expected a word", null);
        }
        open.push(new Open(event, isPlain ? "" : tag));
        if (open.size() > source.limits().jsonDepth()) {
            throw source.over("the configuration is nested to a depth of", open.size(), "jsonDepth");
        }
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, Optional.empty()));
    }

    private void close() {
        Open done = open.pop();
        YamlNode node =
                done.object.isEmpty() ? done.content() : objects.read(done.object, done.content(), place(done.start));
        done.start.getAnchor().ifPresent(anchor -> anchors.put(anchor, Optional.of(node)));
        add(node);
    }

    private void add(YamlNode node) {
        Open parent = open.peek();
        if (parent == null) {
            root = node;
        } else if (parent.isMapping) {
            parent.fields.put(parent.key, node);
            parent.key = null;
        } else {
            parent.items.add(node);
        }
    }

    private static String shortTag(String tag) {
        return tag.startsWith(STANDARD) ? "!!" + tag.substring(STANDARD.length()) : tag;
    }

    private static String place(Event event) {
        return event.getStartMark()
                .map(mark -> " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
                .orElse("");
    }

    private ImportException malformed(String why, Throwable cause) {
        return source.problem(Code.CONFIG, MALFORMED + why, "", cause);
    }
}
