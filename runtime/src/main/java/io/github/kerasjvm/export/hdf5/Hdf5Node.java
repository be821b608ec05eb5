package io.github.kerasjvm.export.hdf5;

import java.util.Map;

/** Something in a file that has a name. */
sealed interface Hdf5Node permits Hdf5Group, Hdf5Array {

    /** What is noted at it, in the order in which it is written. */
    Map<String, Hdf5Attribute> attributes();
}
