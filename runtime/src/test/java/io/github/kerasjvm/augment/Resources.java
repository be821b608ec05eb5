package io.github.kerasjvm.augment;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** The files that {@code fixtures/python/make_augment.py} made. */
final class Resources {

    private Resources() {}

    static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(Resources.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
