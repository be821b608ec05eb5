package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A group of an HDF5 file, walked one name at a time; a link is refused and never followed. */
final class Hdf5Group {

    private final Hdf5File file;
    private final Group group;
    private final String path;
    private final int depth;

    Hdf5Group(Hdf5File file, Group group, String path, int depth) {
        this.file = file;
        this.group = group;
        this.path = path;
        this.depth = depth;
        file.countEntry();
        if (depth > file.limits().depth()) {
            throw Failure.overLimit(
                    file.name(),
                    "depth of the group " + path,
                    depth,
                    "depth",
                    file.limits().depth());
        }
    }

    String path() {
        return path;
    }

    /** The names of what is in the group. */
    List<String> names() {
        return file.guarded(describe(), () -> List.copyOf(group.getChildren().keySet()));
    }

    private String describe() {
        return path.isEmpty() ? "the file's root group" : "the group " + path;
    }

    /** The group of a name, or of names joined by slashes; empty if it is not there. */
    Optional<Hdf5Group> group(String name) {
        return find(name)
                .flatMap(found -> found.node instanceof Group child
                        ? Optional.of(new Hdf5Group(file, child, found.path, found.depth))
                        : Optional.empty());
    }

    /** The array of a name, or of names joined by slashes; empty if it is not there. */
    Optional<StoredArray> array(String name) {
        return find(name)
                .flatMap(found -> found.node instanceof Dataset dataset
                        ? Optional.of(new Hdf5Array(file, dataset, found.path, name))
                        : Optional.empty());
    }

    private record Found(Node node, String path, int depth) {}

    private Optional<Found> find(String name) {
        Node node = group;
        String at = path;
        int level = depth;
        for (String part : name.split("/")) {
            if (part.isEmpty()) {
                continue;
            }
            if (!(node instanceof Group parent)) {
                return Optional.empty();
            }
            at = at.isEmpty() ? part : at + "/" + part;
            level++;
            String place = at;
            Node child = file.guarded("the entry " + place, () -> parent.getChild(part));
            if (child == null) {
                return Optional.empty();
            }
            if (child.isLink()) {
                throw file.failure(
                        Code.LINK,
                        "the entry " + place + " is a link; it is not followed",
                        "Copy the file in Python without links");
            }
            node = child;
        }
        return Optional.of(new Found(node, at, level));
    }

    /** The text of an attribute; empty if it is not there. */
    Optional<String> text(String attribute) {
        return value(attribute)
                .map(value -> value instanceof String[] texts && texts.length == 1 ? texts[0] : value)
                .map(Object::toString);
    }

    /**
     * The texts of an attribute. A long list is in parts {@code name0, name1, …}, because HDF5 bounds an attribute to 64
     * KiB (keras/saving/hdf5_format.py, {@code save_attributes_to_hdf5_group}); an empty one may have any type.
     */
    Optional<List<String>> texts(String attribute) {
        if (attribute(attribute).isPresent()) {
            return Optional.of(asTexts(attribute));
        }
        List<String> joined = new ArrayList<>();
        int part = 0;
        while (attribute(attribute + part).isPresent()) {
            joined.addAll(asTexts(attribute + part));
            part++;
        }
        return part == 0 ? Optional.empty() : Optional.of(joined);
    }

    private List<String> asTexts(String attribute) {
        Object value = value(attribute).orElse(null);
        if (value instanceof String text) {
            return List.of(text);
        }
        return value instanceof String[] texts ? List.of(texts) : List.of();
    }

    private Optional<Attribute> attribute(String name) {
        return file.guarded("attributes of " + describe(), () -> Optional.ofNullable(group.getAttribute(name)));
    }

    private Optional<Object> value(String name) {
        return attribute(name)
                .flatMap(found -> file.guarded("the attribute " + name + " of " + describe(), () -> {
                    if (found.getSizeInBytes() > file.limits().configBytes()) {
                        throw Failure.overLimit(
                                file.name(),
                                "bytes of the attribute " + name,
                                found.getSizeInBytes(),
                                "configBytes",
                                file.limits().configBytes());
                    }
                    return found.isEmpty() ? Optional.empty() : Optional.ofNullable(found.getData());
                }));
    }
}
