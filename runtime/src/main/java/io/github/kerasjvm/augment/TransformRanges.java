package io.github.kerasjvm.augment;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * What the parameters of a transform are drawn from, with the distributions of Keras's
 * {@code ImageDataGenerator.get_random_transform}. Immutable; each option gives a new value.
 *
 * @param rotation the most degrees in either direction, 0 or more
 * @param widthShift the shift that Keras calls that of the width; see {@link TransformRule} for what it moves
 * @param heightShift the shift that Keras calls that of the height
 * @param shear the most degrees in either direction, 0 or more
 * @param zoom the zoom along each axis, drawn for each by itself
 * @param horizontalFlip whether every other image has its columns reversed
 * @param verticalFlip whether every other image has its rows reversed
 * @param channelShift the most that is added or subtracted, 0 or more
 * @param brightness the factor of the brightness; empty to leave it
 */
public record TransformRanges(
        double rotation,
        Shift widthShift,
        Shift heightShift,
        double shear,
        Range zoom,
        boolean horizontalFlip,
        boolean verticalFlip,
        double channelShift,
        Optional<Range> brightness) {

    private static final Range NO_ZOOM = new Range(1, 1);

    /** Changes nothing. */
    public static final TransformRanges NONE =
            new TransformRanges(0, Shift.NONE, Shift.NONE, 0, NO_ZOOM, false, false, 0, Optional.empty());

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not finite, or less than 0 where that means nothing
     */
    public TransformRanges {
        if (!DoubleStream.of(rotation, shear, channelShift).allMatch(most -> most >= 0 && Double.isFinite(most))) {
            throw new IllegalArgumentException("rotation is " + rotation + ", shear " + shear + ", channel shift "
                    + channelShift + "; expected 0 or more");
        }
    }

    /**
     * Draws the parameters for one image.
     *
     * @param random gives the numbers
     * @param height the rows of the image
     * @param width its columns
     * @return the parameters
     */
    public TransformParameters draw(SplittableRandom random, int height, int width) {
        double theta = Range.around0(rotation).draw(random);
        double tx = heightShift.draw(random, height);
        double ty = widthShift.draw(random, width);
        double sheared = Range.around0(shear).draw(random);
        double zx = zoom.draw(random);
        double zy = zoom.draw(random);
        boolean horizontal = random.nextBoolean() && horizontalFlip;
        boolean vertical = random.nextBoolean() && verticalFlip;
        OptionalDouble shift = channelShift == 0 ? OptionalDouble.empty() : drawn(Range.around0(channelShift), random);
        OptionalDouble bright = brightness.map(range -> drawn(range, random)).orElse(OptionalDouble.empty());
        return new TransformParameters(theta, tx, ty, sheared, zx, zy, horizontal, vertical, shift, bright);
    }

    private static OptionalDouble drawn(Range range, SplittableRandom random) {
        return OptionalDouble.of(range.draw(random));
    }

    /**
     * The same with a rotation.
     *
     * @param degrees the most in either direction
     * @return the ranges
     */
    public TransformRanges rotation(double degrees) {
        return new TransformRanges(
                degrees, widthShift, heightShift, shear, zoom, horizontalFlip, verticalFlip, channelShift, brightness);
    }

    /**
     * The same with shifts.
     *
     * @param width the shift of the width
     * @param height the shift of the height
     * @return the ranges
     */
    public TransformRanges shifts(Shift width, Shift height) {
        return new TransformRanges(
                rotation, width, height, shear, zoom, horizontalFlip, verticalFlip, channelShift, brightness);
    }

    /**
     * The same with a shear.
     *
     * @param degrees the most in either direction
     * @return the ranges
     */
    public TransformRanges shear(double degrees) {
        return new TransformRanges(
                rotation,
                widthShift,
                heightShift,
                degrees,
                zoom,
                horizontalFlip,
                verticalFlip,
                channelShift,
                brightness);
    }

    /**
     * The same with a zoom.
     *
     * @param range the zoom of each axis
     * @return the ranges
     */
    public TransformRanges zoom(Range range) {
        return new TransformRanges(
                rotation,
                widthShift,
                heightShift,
                shear,
                range,
                horizontalFlip,
                verticalFlip,
                channelShift,
                brightness);
    }

    /**
     * The same with flips.
     *
     * @param horizontal whether every other image has its columns reversed
     * @param vertical whether every other image has its rows reversed
     * @return the ranges
     */
    public TransformRanges flips(boolean horizontal, boolean vertical) {
        return new TransformRanges(
                rotation, widthShift, heightShift, shear, zoom, horizontal, vertical, channelShift, brightness);
    }

    /**
     * The same with a channel shift.
     *
     * @param most the most that is added or subtracted
     * @return the ranges
     */
    public TransformRanges channelShift(double most) {
        return new TransformRanges(
                rotation, widthShift, heightShift, shear, zoom, horizontalFlip, verticalFlip, most, brightness);
    }

    /**
     * The same with a brightness.
     *
     * @param range the factor
     * @return the ranges
     */
    public TransformRanges brightness(Range range) {
        return new TransformRanges(
                rotation,
                widthShift,
                heightShift,
                shear,
                zoom,
                horizontalFlip,
                verticalFlip,
                channelShift,
                Optional.of(range));
    }
}
