package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import java.util.List;

/** What the layers that prepare images have in common. */
final class RandomImage {

    private RandomImage() {}

    /** Asks for arguments that say how images, or boxes drawn on them, are changed in training. */
    static void readKept(Args args, String... names) {
        List.of(names).forEach(args::get);
        args.get("data_format");
        args.get("bounding_box_format");
    }
}
