package io.github.kerasjvm.export.keras;

import io.github.kerasjvm.export.hdf5.Elements;
import io.github.kerasjvm.export.hdf5.Hdf5Type;
import io.github.kerasjvm.model.ModelLayer;
import io.github.kerasjvm.model.WeightPlaces;
import io.github.kerasjvm.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The states of random numbers, which a {@code .keras} archive holds and an {@code .h5} file does not. Keras 3 refuses an
 * archive that lacks one that a layer has, and passes over one that it has not.
 */
final class Seeds {

    /** keras/src/layers: what layers, and the dropout inside attention, call it. */
    private static final List<String> PARTS = List.of("seed_generator", "generator", "dropout_layer/seed_generator");

    /** Layers made of random layers, each with a state of its own. */
    private static final Set<String> COMPOSED = Set.of("AugMix", "RandAugment", "RandomColorJitter");

    private Seeds() {}

    /** Appends the states that an object may have, as they are before the first random number. */
    static void write(WeightPlaces.Place place, TreeFile file) {
        ModelLayer layer = place.layer();
        if (layer.nested().isPresent() || layer.arguments().findValue("seed") == null) {
            return;
        }
        if (COMPOSED.contains(layer.className())) {
            throw new KerasWriteException(
                    layer.path() + " (" + layer.className() + "): the states of its random numbers"
                            + " are not in an .h5 file; Keras 3 loads no .keras archive without them");
        }
        PARTS.forEach(part -> file.object(place.place() + "/" + part, "", List.of(state(layer))));
    }

    /** keras/src/random/seed_generator.py: the seed and a count; without a seed, a number that no other layer has. */
    private static NamedArray state(ModelLayer layer) {
        CRC32 own = new CRC32();
        own.update(layer.path().getBytes(StandardCharsets.UTF_8));
        double seed = layer.arguments().findValue("seed").isIntegralNumber()
                ? layer.arguments().findValue("seed").longValue() & 0xffff_ffffL
                : own.getValue();
        return new NamedArray("0", Hdf5Type.UINT32, Shape.of(2), Elements.of(new double[] {seed, 0}));
    }
}
