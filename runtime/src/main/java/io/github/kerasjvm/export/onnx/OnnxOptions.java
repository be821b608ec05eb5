package io.github.kerasjvm.export.onnx;

/**
 * What an ONNX file says about itself.
 *
 * @param name the name of the model
 * @param doc a text for people; may be empty
 */
public record OnnxOptions(String name, String doc) {

    /**
     * A model without a name of its own.
     *
     * @return the options
     */
    public static OnnxOptions defaults() {
        return new OnnxOptions("model", "");
    }
}
