package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import java.util.List;

/** A layer that changes images at random in training, as Keras does on TensorFlow; at inference it gives its input. */
interface RandomChange extends InferenceIdentity {

    /** The axes of a batch of images. */
    int RANK = 4;

    /**
     * Appends what the layer does in training.
     *
     * @param ops where to append
     * @param x the images, of rank 4 and known shape
     * @param training gives random numbers
     * @return the images changed
     */
    Value change(Ops ops, Value x, Training training);

    @Override
    default List<Value> lower(Lowering call) {
        if (call.training().isEmpty()) {
            return call.inputs();
        }
        Training training = call.training().get();
        Value x = call.input(0);
        if (x.shape().rank() != RANK) {
            throw training.refused("changes images in training, and takes " + x.shape()
                    + "; expected images [batch, height, width, channels] or [batch, channels, height, width]");
        }
        return List.of(change(call.ops(), x, training));
    }
}
