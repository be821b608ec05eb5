package io.github.kerasjvm.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is done to each number of an input before the model sees it: {@code x / divisor * factor + offset}, each step
 * rounded to float32 as in Keras code ({@code x.astype("float32") / 255}); steps that change nothing are left out.
 *
 * @param divisor what to divide by, not 0
 * @param factor what to multiply by
 * @param offset what to add
 */
public record Scale(float divisor, float factor, float offset) {

    /** Leaves numbers as they are. */
    public static final Scale NONE = new Scale(1, 1, 0);

    private static final Pattern FORM = Pattern.compile(
            "\\s*(?:1\\s*/\\s*(?<divisor>[0-9.eE]+)|(?<factor>[0-9.eE+-]+?))\\s*(?<offset>[+-]\\s*[0-9.]+)?\\s*");

    /** Checks the divisor. */
    public Scale {
        if (divisor == 0 || !Float.isFinite(divisor) || !Float.isFinite(factor) || !Float.isFinite(offset)) {
            throw new IllegalArgumentException(
                    "divisor " + divisor + ", factor " + factor + ", offset " + offset + "; expected finite numbers");
        }
    }

    /**
     * Divides by a number.
     *
     * @param divisor the number, not 0
     * @return the scale
     */
    public static Scale dividingBy(double divisor) {
        return new Scale((float) divisor, 1, 0);
    }

    /**
     * Reads a scale as people write it: {@code 1/255}, {@code 0.5}, {@code 1/127.5-1}. A factor that is one over a whole
     * number, such as 0.00392156862745098, divides by that number, because so did the code that trained the model.
     *
     * @param text the text
     * @return the scale
     * @throws IllegalArgumentException if it is none
     */
    public static Scale parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw notOne(text, null);
        }
        try {
            String offset = form.group("offset");
            float added = offset == null ? 0 : Float.parseFloat(offset.replaceAll("\\s", ""));
            if (form.group("divisor") != null) {
                return new Scale(Float.parseFloat(form.group("divisor")), 1, added);
            }
            double factor = Double.parseDouble(form.group("factor"));
            double whole = Math.rint(1 / factor);
            boolean divides = Math.abs(whole) > 1 && Math.abs(whole * factor - 1) < 1e-7;
            return divides ? new Scale((float) whole, 1, added) : new Scale(1, (float) factor, added);
        } catch (NumberFormatException e) {
            throw notOne(text, e);
        }
    }

    private static IllegalArgumentException notOne(String text, Exception cause) {
        return new IllegalArgumentException(
                "\"" + text + "\" is not a scale; expected a form such as 1/255, 0.5 or 1/127.5-1", cause);
    }

    /** Scales numbers in place. */
    void apply(float[] values, int count) {
        if (divisor != 1) {
            for (int i = 0; i < count; i++) {
                values[i] /= divisor;
            }
        }
        if (factor != 1) {
            for (int i = 0; i < count; i++) {
                values[i] *= factor;
            }
        }
        if (offset != 0) {
            for (int i = 0; i < count; i++) {
                values[i] += offset;
            }
        }
    }

    /** As people write it: {@code 1/255}. */
    @Override
    public String toString() {
        String scale =
                divisor != 1 ? "1/" + number(divisor) + (factor != 1 ? "*" + number(factor) : "") : number(factor);
        return offset == 0 ? scale : scale + (offset > 0 ? "+" : "") + number(offset);
    }

    private static String number(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1e7 ? Long.toString((long) value) : Float.toString(value);
    }
}
