package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a file is, told from its first bytes.
 *
 * @param form how to read it
 * @param what what it is instead of a model; empty for what is read
 * @param advice what to do
 */
record FileKind(Form form, String what, String advice) {

    /** How a file is read. */
    enum Form {
        HDF5,
        ZIP,
        JSON,
        YAML,
        OTHER
    }

    private static final int HEAD = 1024;
    private static final Pattern YAML = Pattern.compile("(?m)^(class_name|config|backend|keras_version): ?");
    private static final Pattern OLD_PICKLE = Pattern.compile("^(\\(dp0|\\(lp0|c(__builtin__|copy_reg|numpy|keras)).*");

    static FileKind of(Bytes bytes) {
        if (bytes.size() == 0) {
            return other("an empty file", "Get the file again.");
        }
        byte[] head = new byte[(int) Math.min(HEAD, bytes.size())];
        bytes.slice(0, head.length).get(head);
        // First, as the weights inside an archive may start where an HDF5 file could start behind a user block.
        if (startsWith(head, "PK\3\4") || startsWith(head, "PK\5\6")) {
            return new FileKind(Form.ZIP, "", "");
        }
        if (Hdf5File.signatureAt(bytes) >= 0) {
            return new FileKind(Form.HDF5, "", "");
        }
        FileKind binary = binary(head);
        return binary != null ? binary : text(new String(head, charset(head)).replace("\uFEFF", ""));
    }

    /** The whole file as text. */
    static String text(Source source, Bytes bytes) {
        Json.requireSize(source, bytes.size());
        ByteBuffer all = bytes.slice(0, (int) bytes.size());
        byte[] head = new byte[Math.min(4, all.remaining())];
        all.duplicate().get(head);
        try {
            return charset(head)
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(all)
                    .toString()
                    .replace("\uFEFF", "");
        } catch (CharacterCodingException e) {
            throw source.problem(Code.CONFIG, "the text is not " + charset(head), "Save it again as UTF-8.", e);
        }
    }

    private static Charset charset(byte[] head) {
        if (head.length >= 2 && head[0] == (byte) 0xff && head[1] == (byte) 0xfe) {
            return StandardCharsets.UTF_16LE;
        }
        boolean isBigEndian = head.length >= 2 && head[0] == (byte) 0xfe && head[1] == (byte) 0xff;
        return isBigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    private static FileKind binary(byte[] head) {
        String keras = "Save the model in Python as .keras: model.save(\"model.keras\").";
        String unpack = "Unpack it, and give the model that is inside.";
        if (startsWith(head, "\u0080\2\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\31")) {
            return other("a PyTorch model of an old version of PyTorch", "Only Keras models are read.");
        }
        if (head.length > 1 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5) {
            return other("a Python pickle, which runs code when it is loaded and is never read here", keras);
        }
        if (startsWith(head, "\u001f\u008b")) {
            return other("a gzip archive", unpack);
        }
        if (startsWith(head, "BZh") || startsWith(head, "\u00fd7zXZ") || startsWith(head, "7z\u00bc\u00af")) {
            return other("a compressed archive", unpack);
        }
        if (startsWith(head, "Rar!") || startsWith(head, 257, "ustar")) {
            return other("an archive", unpack);
        }
        if (startsWith(head, "\u0093NUMPY")) {
            return other("a NumPy array", "Save the whole model: model.save(\"model.keras\").");
        }
        if (startsWith(head, 4, "TFL3")) {
            return other("a TensorFlow Lite model, which no longer has Keras's layers", keras);
        }
        if (startsWith(head, "GGUF") || startsWith(head, 8, "{\"")) {
            return other("the weights of a model that Keras did not write", "Only Keras models are read.");
        }
        if (startsWith(head, "\16\3\23\1")) {
            return other("an HDF4 file", "Keras writes HDF5.");
        }
        return protobuf(head, keras);
    }

    /** Protocol buffers have no signature; these are the first fields of what is met in practice. */
    private static FileKind protobuf(byte[] head, String keras) {
        if (head.length > 3 && head[0] == 8 && head[2] == 0x12) {
            // SavedModel: saved_model_schema_version = 1, then the graph. ONNX: ir_version 3 or more, then the
            // producer.
            return head[1] == 1
                    ? other("a TensorFlow SavedModel, which holds TensorFlow operations and no layers", keras)
                    : other("an ONNX model", "Only Keras models are read; give the model that it was made from.");
        }
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (head[0] == 10 && (start.contains("Placeholder") || start.contains("\22\5Const"))) {
            return other("a frozen TensorFlow graph, which holds no layers", keras);
        }
        return null;
    }

    private static FileKind text(String head) {
        String text = head.stripLeading();
        if (text.isEmpty()) {
            return other("a file of blanks", "Get the file again.");
        }
        if (text.startsWith("version https://git-lfs.github.com/spec")) {
            return other("a Git LFS pointer, which stands for the file and is not the file", "Run `git lfs pull`.");
        }
        char first = text.charAt(0);
        if (first == '{' || first == '"' || first == '[') {
            return new FileKind(Form.JSON, "", "");
        }
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            return other("an HTML page", "Download the file itself; on GitHub, take the link \"Raw\".");
        }
        if (first == '<') {
            return other("XML text, such as the error page of a download", "Download the file again.");
        }
        if (OLD_PICKLE.matcher(text.lines().findFirst().orElse("")).matches()) {
            return other("a Python pickle, which runs code when it is loaded and is never read here", "");
        }
        if (text.startsWith("model_checkpoint_path:")) {
            return other("a TensorFlow checkpoint", "Save the whole model: model.save(\"model.keras\").");
        }
        if (YAML.matcher(text).find()) {
            return new FileKind(Form.YAML, "", "");
        }
        boolean isText = head.chars().noneMatch(c -> c == 0xfffd || c < ' ' && !Character.isWhitespace(c));
        return isText
                ? other(
                        "text that begins "
                                + Source.quoted(text.lines().findFirst().orElse("")),
                        "")
                : other("a file of an unknown kind; expected HDF5, a .keras archive, JSON or YAML", "");
    }

    private static FileKind other(String what, String advice) {
        return new FileKind(Form.OTHER, what, advice);
    }

    private static boolean startsWith(byte[] head, String signature) {
        return startsWith(head, 0, signature);
    }

    private static boolean startsWith(byte[] head, int at, String signature) {
        byte[] expected = signature.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= at + expected.length
                && java.util.Arrays.equals(head, at, at + expected.length, expected, 0, expected.length);
    }
}
