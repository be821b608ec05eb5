package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** What a file is, by its first bytes; its name says nothing. */
enum FileKind {
    HDF5,
    ZIP,
    JSON;

    /** The HDF5 signature, HDF5 File Format Specification, section II.A. */
    private static final byte[] HDF5_SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    /** How many first bytes {@link #of} wants to see. */
    static final int HEAD = 8192;

    /**
     * The kind of a file.
     *
     * @throws ImportException if it is something else, named for what it is
     */
    static FileKind of(String file, byte[] head) {
        if (isHdf5(head)) {
            return HDF5;
        }
        if (startsWith(head, "PK\3\4") || startsWith(head, "PK\5\6")) {
            return ZIP;
        }
        String text = text(head);
        if (text.startsWith("{") || text.startsWith("\"") || text.startsWith("[")) {
            return JSON;
        }
        throw other(file, head, text);
    }

    /** HDF5 may follow a block of the user's own, at 512 bytes or a power of two times that. */
    private static boolean isHdf5(byte[] head) {
        for (int at = 0; at + HDF5_SIGNATURE.length <= head.length; at = at == 0 ? 512 : at * 2) {
            if (Arrays.equals(head, at, at + HDF5_SIGNATURE.length, HDF5_SIGNATURE, 0, HDF5_SIGNATURE.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] head, String bytes) {
        byte[] wanted = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= wanted.length && Arrays.equals(head, 0, wanted.length, wanted, 0, wanted.length);
    }

    private static String text(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8);
        return (text.startsWith("\uFEFF") ? text.substring(1) : text).stripLeading();
    }

    private static ImportException other(String file, byte[] head, String text) {
        String lower = text.substring(0, Math.min(text.length(), 512)).toLowerCase(Locale.ROOT);
        if (head.length == 0) {
            return not(file, "an empty file", "Save or download it again");
        }
        if (lower.startsWith("version https://git-lfs")) {
            return not(file, "a Git LFS pointer, not the model itself", "Fetch the model with git lfs pull");
        }
        if (head[0] == (byte) 0x80 && head.length > 1 && head[1] >= 2 && head[1] <= 5) {
            return not(
                    file,
                    "a Python pickle, which is never read here because it can run code",
                    "Load it in Python and save the model with model.save(\"model.keras\")");
        }
        if (lower.startsWith("<!doctype") || lower.startsWith("<html") || lower.startsWith("<?xml")) {
            return not(file, "a web page, as a failed download leaves it", "Download the raw file");
        }
        if (startsWith(head, "\u001f\u008b")) {
            return not(file, "a gzip archive", "Unpack it first");
        }
        if (startsWith(head, "\u0093NUMPY")) {
            return not(file, "a NumPy array", "");
        }
        if (head.length > 8 && new String(head, 4, 4, StandardCharsets.ISO_8859_1).equals("TFL3")) {
            return not(file, "a TensorFlow Lite model", "Convert from the Keras model that it was made of");
        }
        if (lower.contains("class_name:") && lower.contains("config:")) {
            return Failure.of(
                    file, Code.CONTAINER, "an architecture as YAML, which is not read", "Save it with model.to_json()");
        }
        boolean isText =
                text.chars().limit(512).noneMatch(c -> c == 0xFFFD || c < 32 && c != '\n' && c != '\r' && c != '\t');
        return not(
                file,
                isText ? "a text file, not a Keras model" : "not a Keras file: neither HDF5 nor a zip archive nor JSON",
                "Expected an .h5 or .keras file, or an architecture as JSON");
    }

    private static ImportException not(String file, String what, String advice) {
        return Failure.of(file, Code.NOT_A_MODEL, what, advice);
    }
}
