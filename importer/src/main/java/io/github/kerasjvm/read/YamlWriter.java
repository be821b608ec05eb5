package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.ImportException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes what stands in a YAML text as JSON, within the limits, with a stack of its own. */
final class YamlWriter {

    private final Source source;
    private final StringBuilder json = new StringBuilder();
    private final Deque<Frame> frames = new ArrayDeque<>();

    YamlWriter(Source source) {
        this.source = source;
    }

    /** A list or a mapping in the middle of being written; keys are null in a list. */
    private record Frame(Iterator<String> keys, Iterator<YamlNode> values, String end) {

        static Frame of(List<YamlNode> items) {
            return new Frame(null, items.iterator(), "]");
        }

        static Frame of(Map<String, YamlNode> fields) {
            return new Frame(fields.keySet().iterator(), fields.values().iterator(), "}");
        }
    }

    /**
     * Writes all of it.
     *
     * @throws ImportException if the text is over a limit, or if something in it is no data
     */
    String write(YamlNode root) {
        begin(root);
        while (!frames.isEmpty()) {
            Frame frame = frames.peek();
            if (!frame.values().hasNext()) {
                append(frame.end());
                frames.pop();
                continue;
            }
            char last = json.charAt(json.length() - 1);
            if (last != '[' && last != '{') {
                append(",");
            }
            if (frame.keys() != null) {
                append(frame.keys().next());
                append(":");
            }
            begin(frame.values().next());
        }
        return json.toString();
    }

    private void begin(YamlNode node) {
        if (node instanceof YamlNode.Leaf leaf) {
            append(leaf.json());
        } else if (node instanceof YamlNode.Text text) {
            append(YamlScalar.quoted(text.text()));
        } else if (node instanceof YamlNode.Numbers numbers) {
            numbers.array().write(this::append);
        } else if (node instanceof YamlNode.Many many) {
            push("[", Frame.of(many.items()));
        } else if (node instanceof YamlNode.Fields fields) {
            push("{", Frame.of(fields.fields()));
        } else if (node instanceof YamlNode.Part part) {
            throw new PythonObjects(source).refused(part.tag(), part.place());
        }
    }

    private void push(String start, Frame frame) {
        append(start);
        frames.push(frame);
        if (frames.size() > source.limits().jsonDepth()) {
            throw source.over("the configuration is nested to a depth of", frames.size(), "jsonDepth");
        }
    }

    private void append(String text) {
        Json.requireSize(source, (long) json.length() + text.length());
        json.append(text);
    }
}
