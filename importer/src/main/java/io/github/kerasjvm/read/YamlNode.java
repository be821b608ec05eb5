package io.github.kerasjvm.read;

import java.util.List;
import java.util.Map;

/** What stands in a YAML text, with every alias replaced by what it stands for; shared, so that aliases cost nothing here. */
sealed interface YamlNode {

    /** A number, a truth value or nothing, as JSON. */
    record Leaf(String json) implements YamlNode {}

    /** Text. */
    record Text(String text) implements YamlNode {}

    /** A list or a tuple. */
    record Many(List<YamlNode> items) implements YamlNode {}

    /** A mapping; the keys are JSON, quotes and all. */
    record Fields(Map<String, YamlNode> fields) implements YamlNode {

        /** The value of a key; null if there is none. */
        YamlNode get(String key) {
            return fields.get(YamlScalar.quoted(key));
        }
    }

    /** A number or an array of numbers of NumPy; decoded when it is written, within the limit of what is written. */
    record Numbers(NumpyArray array) implements YamlNode {}

    /** What Python makes an object from, and what means nothing to a model by itself. */
    sealed interface Part extends YamlNode {
        /** The tag, as it is written. */
        String tag();

        /** Where it stands, {@code " at line 1, column 2"}. */
        String place();
    }

    /** Bytes. */
    record Binary(byte[] bytes, String tag, String place) implements Part {}

    /** A {@code numpy.dtype}. */
    record Type(NumpyType type, String tag, String place) implements Part {}

    /** The class {@code numpy.ndarray}, or an empty set; the tag says which. */
    record Other(String tag, String place) implements Part {}
}
