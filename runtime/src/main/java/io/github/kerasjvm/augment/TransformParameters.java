package io.github.kerasjvm.augment;

import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * What is done to one image; the names are those of Keras's {@code ImageDataGenerator.apply_transform}. Immutable.
 *
 * @param theta the rotation in degrees
 * @param tx a shift in positions; see {@link TransformRule} for its direction
 * @param ty a shift in positions in the other direction
 * @param shear the shear in degrees
 * @param zx the zoom along the axis of {@code tx}; more than 1 makes the image smaller
 * @param zy the zoom along the other axis
 * @param flipHorizontal whether the columns are reversed
 * @param flipVertical whether the rows are reversed
 * @param channelShift what is added to every number, which then stays between the least and the most of the image;
 *     empty for nothing
 * @param brightness the factor of the brightness: 0 gives black, 1 the image in whole numbers; empty to leave it
 */
public record TransformParameters(
        double theta,
        double tx,
        double ty,
        double shear,
        double zx,
        double zy,
        boolean flipHorizontal,
        boolean flipVertical,
        OptionalDouble channelShift,
        OptionalDouble brightness) {

    /** Changes nothing. */
    public static final TransformParameters IDENTITY =
            new TransformParameters(0, 0, 0, 0, 1, 1, false, false, OptionalDouble.empty(), OptionalDouble.empty());

    /**
     * Checks that all numbers are finite.
     *
     * @throws IllegalArgumentException if one is not
     */
    public TransformParameters {
        double others = channelShift.orElse(0) + brightness.orElse(0);
        if (!DoubleStream.of(theta, tx, ty, shear, zx, zy, others).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("the parameters of a transform are " + theta + ", " + tx + ", " + ty
                    + ", " + shear + ", " + zx + ", " + zy + ", " + channelShift + ", " + brightness
                    + "; expected finite numbers");
        }
    }

    /** Whether positions are interpolated. */
    boolean moves() {
        return theta != 0 || tx != 0 || ty != 0 || shear != 0 || zx != 1 || zy != 1;
    }
}
