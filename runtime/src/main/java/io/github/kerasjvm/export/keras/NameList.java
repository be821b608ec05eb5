package io.github.kerasjvm.export.keras;

import io.github.kerasjvm.export.hdf5.Hdf5Group;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A list of names as an attribute; a long one is split, because HDF5 has room for 64 kB only. */
final class NameList {

    /** keras/engine/saving.py, {@code HDF5_OBJECT_HEADER_LIMIT}. */
    private static final int MOST = 64512;

    private NameList() {}

    /** As {@code save_attributes_to_hdf5_group}: in as few equal parts as fit, {@code name0}, {@code name1}, …. */
    static void write(Hdf5Group group, String name, List<String> names) {
        int longest = names.stream()
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(0);
        if (longest > MOST) {
            throw new KerasWriteException("a name of " + longest + " bytes; HDF5 holds at most " + MOST);
        }
        if ((long) longest * names.size() <= MOST) {
            group.attribute(name, names);
            return;
        }
        int most = MOST / longest;
        int parts = (names.size() + most - 1) / most;
        for (int i = 0; i < parts; i++) {
            int from = (int) ((long) names.size() * i / parts);
            int to = (int) ((long) names.size() * (i + 1) / parts);
            group.attribute(name + i, names.subList(from, to));
        }
    }
}
