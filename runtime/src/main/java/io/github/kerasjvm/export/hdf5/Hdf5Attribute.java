package io.github.kerasjvm.export.hdf5;

import java.util.List;

/** The value of an attribute, in the forms that Keras uses. */
sealed interface Hdf5Attribute {

    /** A text of any length, stored in the global heap. */
    record Text(String text) implements Hdf5Attribute {}

    /** Texts of one length, the shorter ones padded with zeros; no texts are an empty array of float64, as numpy has it. */
    record Texts(List<String> texts) implements Hdf5Attribute {}
}
