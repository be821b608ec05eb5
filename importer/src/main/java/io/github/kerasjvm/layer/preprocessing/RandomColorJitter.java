package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.config.RandomImageRule;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Keras {@code RandomColorJitter}: changes brightness, contrast, saturation and hue of images in training; at inference it
 * gives its input.
 *
 * @param changes those of the four that the file asks for, in this order
 */
public record RandomColorJitter(List<RandomChange> changes) implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomColorJitter> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomColorJitter", RandomColorJitter::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Changes brightness, contrast, saturation and hue of images in training; identity at inference");

    /** Keeps its own copy. */
    public RandomColorJitter {
        changes = List.copyOf(changes);
    }

    private static RandomColorJitter read(Args args) {
        RandomImage.readKept(args);
        Factor range = Factor.valueRange(args);
        Layout layout = args.layout();
        List<RandomChange> changes = new ArrayList<>();
        if (args.has("brightness_factor")) {
            changes.add(new RandomBrightness(Factor.read(args, "brightness_factor"), range));
        }
        if (args.has("contrast_factor")) {
            RandomImageRule rule = args.semantics().randomImages();
            changes.add(new RandomContrast(RandomContrast.factor(args, "contrast_factor", rule), range, rule, layout));
        }
        if (args.has("saturation_factor")) {
            changes.add(new RandomSaturation(Factor.read(args, "saturation_factor"), range, layout));
        }
        if (args.has("hue_factor")) {
            changes.add(new RandomHue(Factor.upTo(args, "hue_factor", 0), range, layout));
        }
        return new RandomColorJitter(changes);
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        Value y = x;
        for (RandomChange change : changes) {
            y = change.change(ops, y, training);
        }
        return y;
    }
}
