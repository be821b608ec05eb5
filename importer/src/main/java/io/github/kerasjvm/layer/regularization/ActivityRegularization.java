package io.github.kerasjvm.layer.regularization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code ActivityRegularization}: adds a loss on its input in training; at inference it gives its input.
 *
 * @param l1 the factor of the sum of absolute values
 * @param l2 the factor of the sum of squares
 */
public record ActivityRegularization(double l1, double l2) implements InferenceIdentity, KeepsMask {

    /** How it is read. */
    public static final Kind<ActivityRegularization> KIND = Kind.of(
                    Group.REGULARIZATION, "ActivityRegularization", ActivityRegularization::read)
            .doc("A loss on its input in training; identity at inference");

    private static ActivityRegularization read(Args args) {
        return new ActivityRegularization(args.number("l1", 0), args.number("l2", 0));
    }
}
