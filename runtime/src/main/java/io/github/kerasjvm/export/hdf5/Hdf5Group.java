package io.github.kerasjvm.export.hdf5;

import io.github.kerasjvm.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A group that is put together to be written. Not safe for threads. */
public final class Hdf5Group implements Hdf5Node {

    /** In the order of their bytes, as the file's index has to have them. */
    private final Map<String, Hdf5Node> members = new TreeMap<>(
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));

    private final Map<String, Hdf5Attribute> attributes = new LinkedHashMap<>();

    /** An empty group, the root of a file. */
    public Hdf5Group() {
        // Nothing is in it yet.
    }

    /**
     * A group inside this one, made if it is not there.
     *
     * @param path its name, or several behind each other: {@code a/b}
     * @return the group
     * @throws IllegalArgumentException if an array has that name, or a name is empty or a dot
     */
    public Hdf5Group group(String path) {
        Hdf5Group at = this;
        for (String name : path.split("/", -1)) {
            at = at.child(name, path);
        }
        return at;
    }

    private Hdf5Group child(String name, String path) {
        requireName(name, path);
        if (members.computeIfAbsent(name, key -> new Hdf5Group()) instanceof Hdf5Group group) {
            return group;
        }
        throw new IllegalArgumentException("\"" + path + "\" leads through an array");
    }

    /**
     * Puts an array into the group.
     *
     * @param path its name, behind those of groups: {@code dense_1/kernel:0}
     * @param type the type of its elements
     * @param shape its shape, all sizes known
     * @param elements as many elements as the shape says
     * @throws IllegalArgumentException if the name is taken, empty or a dot
     */
    public void array(String path, Hdf5Type type, Shape shape, Elements elements) {
        int slash = path.lastIndexOf('/');
        Hdf5Group group = slash < 0 ? this : group(path.substring(0, slash));
        String name = path.substring(slash + 1);
        requireName(name, path);
        if (group.members.putIfAbsent(name, new Hdf5Array(type, shape, elements)) != null) {
            throw new IllegalArgumentException("\"" + path + "\" is there already");
        }
    }

    private static void requireName(String name, String path) {
        if (name.isEmpty() || name.equals(".") || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("\"" + path + "\" is no name in an HDF5 file");
        }
    }

    /**
     * Gives the group a text.
     *
     * @param name the attribute's name
     * @param text the text, of any length; read by h5py as text
     */
    public void attribute(String name, String text) {
        attributes.put(name, new Hdf5Attribute.Text(text));
    }

    /**
     * Gives the group a list of texts.
     *
     * @param name the attribute's name
     * @param texts the texts; together, each as long as the longest, at most 64,512 bytes
     */
    public void attribute(String name, List<String> texts) {
        attributes.put(name, new Hdf5Attribute.Texts(List.copyOf(texts)));
    }

    Map<String, Hdf5Node> members() {
        return members;
    }

    @Override
    public Map<String, Hdf5Attribute> attributes() {
        return attributes;
    }
}
