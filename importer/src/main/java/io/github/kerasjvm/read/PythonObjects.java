package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.read.YamlNode.Binary;
import io.github.kerasjvm.read.YamlNode.Fields;
import io.github.kerasjvm.read.YamlNode.Leaf;
import io.github.kerasjvm.read.YamlNode.Many;
import io.github.kerasjvm.read.YamlNode.Text;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The objects of Python that YAML by Keras holds where plain data was meant, read as that data: numbers and arrays of NumPy
 * (the shape behind Flatten in Keras 1, what {@code K.cast_to_floatx} made in Keras 2 and tf.keras), and the lists, tuples,
 * dicts and shapes of TensorFlow (the axis of BatchNormalization in tf.keras).
 *
 * <p>A tag is only compared with the ones listed here: no class is looked up, and nothing is called. The forms are the ones
 * that PyYAML's represent_object makes of what {@code __reduce_ex__} of these classes gives; anything else is refused.
 *
 * @param source the file, for messages
 */
record PythonObjects(Source source) {

    private static final String APPLY = "!!python/object/apply:";
    private static final String NEW = "!!python/object/new:";
    private static final String NUMPY_CLASS = "!!python/name:numpy.ndarray";
    private static final String BINARY = "!!binary";
    private static final String SET = "!!set";

    /** Reads what stands under a tag. */
    @FunctionalInterface
    private interface Form {
        /** The data; empty if it is not of the form that is known. */
        Optional<YamlNode> read(YamlNode content, String tag, String place);
    }

    /** Whether a list or a mapping of this tag may be an object that is known. */
    boolean isKnown(String tag) {
        return form(tag) != null;
    }

    /**
     * Reads an object.
     *
     * @param tag a tag that {@link #isKnown}
     * @param content what stands under it
     * @param place where
     * @throws ImportException if it has another form than the one that Python writes, or other than numbers in it
     */
    YamlNode read(String tag, YamlNode content, String place) {
        return form(tag)
                .read(content, tag, place)
                .orElseThrow(() -> source.problem(
                        Code.CONTAINER,
                        "the YAML holds an object " + Source.quoted(tag) + place
                                + " that is not of the form in which Python writes plain numbers, lists or shapes",
                        advice()));
    }

    /** Reads a scalar with a tag; empty if the tag is none of those here. */
    Optional<YamlNode> readScalar(String tag, String text, String place) {
        if (tag.equals(NUMPY_CLASS) && text.isEmpty()) {
            return Optional.of(new YamlNode.Other(tag, place));
        }
        if (!tag.equals(BINARY)) {
            return Optional.empty();
        }
        try {
            // Lines are broken after 76 characters.
            byte[] bytes = Base64.getDecoder().decode(text.replaceAll("\\s+", ""));
            return Optional.of(new Binary(bytes, tag, place));
        } catch (IllegalArgumentException e) {
            throw source.problem(
                    Code.CONFIG, "the architecture is not the YAML of one model" + place + ": no Base64", "", e);
        }
    }

    /** An object that is not read. */
    ImportException refused(String tag, String place) {
        return source.problem(
                Code.CONTAINER,
                "the YAML holds an object " + Source.quoted(tag) + place
                        + ", which only Python could make and which is never made here",
                advice());
    }

    private static String advice() {
        return "Convert it in Python: model_from_yaml(text).to_json().";
    }

    private static Form form(String tag) {
        return switch (tag) {
            case APPLY + "numpy.core.multiarray.scalar" -> (content, name, place) -> number(content);
            case APPLY + "numpy.core.multiarray._reconstruct" -> (content, name, place) -> array(content);
            case APPLY + "numpy.dtype" -> PythonObjects::type;
            // TensorFlow 1.15 and later.
            case APPLY + "tensorflow.python.training.tracking.data_structures.ListWrapper",
                    APPLY + "builtins.tuple",
                    APPLY + "__builtin__.tuple" ->
                (content, name, place) -> only(content).filter(Many.class::isInstance);
            // TensorFlow's DictWrapper gives itself out as a dict.
            case APPLY + "builtins.dict", APPLY + "__builtin__.dict" ->
                (content, name, place) -> only(content).filter(Fields.class::isInstance);
            case APPLY + "tensorflow.python.framework.tensor_shape.Dimension" ->
                (content, name, place) -> only(content).filter(PythonObjects::isSize);
            case APPLY + "tensorflow.python.framework.tensor_shape.TensorShape",
                    APPLY + "tensorflow.python.framework.tensor_shape.TensorShapeV1" ->
                (content, name, place) -> only(content).filter(PythonObjects::isShape);
            // TensorFlow 1.13 and 1.14.
            case NEW + "tensorflow.python.training.checkpointable.data_structures._ListWrapper",
                    NEW + "tensorflow.python.training.tracking.data_structures._ListWrapper" ->
                (content, name, place) -> oldList(content);
            case SET ->
                (content, name, place) ->
                        content instanceof Fields set && set.fields().isEmpty()
                                ? Optional.of(new YamlNode.Other(name, place))
                                : Optional.empty();
            default -> null;
        };
    }

    /** The one argument of a call. */
    private static Optional<YamlNode> only(YamlNode content) {
        return content instanceof Many args && args.items().size() == 1
                ? Optional.of(args.items().get(0))
                : Optional.empty();
    }

    /** {@code scalar(dtype, bytes)}. */
    private static Optional<YamlNode> number(YamlNode content) {
        List<YamlNode> args = items(content);
        return args.size() == 2 ? array(args.get(0), List.of(), false, args.get(1)) : Optional.empty();
    }

    /** {@code _reconstruct(ndarray, (0,), b"b")} with the state {@code (1, shape, dtype, is_fortran, bytes)}. */
    private static Optional<YamlNode> array(YamlNode content) {
        List<YamlNode> args = items(field(content, "args"));
        List<YamlNode> state = items(field(content, "state"));
        boolean isForm = hasOnlyArgsAndState(content)
                && args.size() == 3
                && args.get(0) instanceof YamlNode.Other other
                && other.tag().equals(NUMPY_CLASS)
                && args.get(1).equals(new Many(List.of(new Leaf("0"))))
                && bytes(args.get(2)).filter(b -> b.length == 1 && b[0] == 'b').isPresent()
                && state.size() == 5
                && state.get(0).equals(new Leaf("1"))
                && state.get(1) instanceof Many
                && (state.get(3).equals(new Leaf("true")) || state.get(3).equals(new Leaf("false")));
        if (!isForm) {
            return Optional.empty();
        }
        List<Integer> shape = new ArrayList<>();
        for (YamlNode size : items(state.get(1))) {
            shape.add(size(size));
        }
        return array(state.get(2), shape, state.get(3).equals(new Leaf("true")), state.get(4));
    }

    private static Optional<YamlNode> array(YamlNode type, List<Integer> shape, boolean isFortran, YamlNode data) {
        return type instanceof YamlNode.Type numbers
                ? bytes(data)
                        .map(bytes -> new NumpyArray(numbers.type(), shape, isFortran, bytes))
                        .filter(NumpyArray::isWhole)
                        .map(YamlNode.Numbers::new)
                : Optional.empty();
    }

    private static Optional<YamlNode> type(YamlNode content, String tag, String place) {
        return NumpyType.of(items(field(content, "args")), items(field(content, "state")))
                .filter(type -> hasOnlyArgsAndState(content))
                .map(type -> new YamlNode.Type(type, tag, place));
    }

    /** Bytes; Python 2 writes the ones that are ASCII or UTF-8 as text (represent_str of PyYAML). */
    private static Optional<byte[]> bytes(YamlNode node) {
        if (node instanceof Binary binary) {
            return Optional.of(binary.bytes());
        }
        return node instanceof Text text ? Optional.of(text.text().getBytes(StandardCharsets.UTF_8)) : Optional.empty();
    }

    /** {@code listitems} beside a state that has them once more, and else what is for saving variables only. */
    private static Optional<YamlNode> oldList(YamlNode content) {
        YamlNode list = field(content, "listitems");
        YamlNode stored = field(field(content, "state"), "_storage");
        boolean hasMore = content instanceof Fields all && all.fields().size() > (list == null ? 1 : 2);
        // Only numbers and words are compared: what is nested comes with objects that are refused.
        boolean isFlat = items(stored).stream().allMatch(item -> item instanceof Leaf || item instanceof Text);
        return stored instanceof Many && isFlat && !hasMore && items(list).equals(items(stored))
                ? Optional.of(stored)
                : Optional.empty();
    }

    private static boolean isShape(YamlNode node) {
        return node.equals(new Leaf("null"))
                || node instanceof Many many && many.items().stream().allMatch(PythonObjects::isSize);
    }

    private static boolean isSize(YamlNode node) {
        return node.equals(new Leaf("null")) || size(node) >= 0;
    }

    /** A whole number from 0; -1 for everything else. */
    private static int size(YamlNode node) {
        if (!(node instanceof Leaf leaf) || !leaf.json().matches("[0-9]{1,10}")) {
            return -1;
        }
        BigInteger size = new BigInteger(leaf.json());
        return size.bitLength() < Integer.SIZE ? size.intValue() : -1;
    }

    private static boolean hasOnlyArgsAndState(YamlNode content) {
        return content instanceof Fields all && all.fields().size() == 2;
    }

    private static YamlNode field(YamlNode node, String key) {
        return node instanceof Fields fields ? fields.get(key) : null;
    }

    private static List<YamlNode> items(YamlNode node) {
        return node instanceof Many many ? many.items() : List.of();
    }
}
