package io.github.kerasjvm.export.onnx;

/**
 * What an ONNX file says about itself, and what its numbers are.
 *
 * @param name the name of the model
 * @param doc a text for people; may be empty
 * @param numbers what its numbers are written as
 */
public record OnnxOptions(String name, String doc, Numbers numbers) {

    /**
     * A model in Keras's own numbers.
     *
     * @param name the name of the model
     * @param doc a text for people; may be empty
     */
    public OnnxOptions(String name, String doc) {
        this(name, doc, Numbers.FLOAT32);
    }

    /**
     * A model without a name of its own.
     *
     * @return the options
     */
    public static OnnxOptions defaults() {
        return new OnnxOptions("model", "");
    }

    /**
     * The same in other numbers.
     *
     * @param other the numbers
     * @return the options
     */
    public OnnxOptions in(Numbers other) {
        return new OnnxOptions(name, doc, other);
    }
}
