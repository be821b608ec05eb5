package io.github.kerasjvm.export.keras;

import java.util.Locale;
import java.util.Optional;

/** The files that hold a whole Keras model. */
public enum KerasFormat {
    /** HDF5 with a group for each layer, which every generation reads and writes. */
    HDF5,
    /** The zip archive of Keras 2.13 and later. */
    ARCHIVE;

    /**
     * The format that a file's name asks for.
     *
     * @param fileName the name
     * @return {@link #HDF5} for {@code .h5} and {@code .hdf5}, {@link #ARCHIVE} for {@code .keras}; else empty
     */
    public static Optional<KerasFormat> of(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".keras")) {
            return Optional.of(ARCHIVE);
        }
        return name.endsWith(".h5") || name.endsWith(".hdf5") ? Optional.of(HDF5) : Optional.empty();
    }
}
