package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One slot of all parameters behind each other.
 *
 * @param layout where each parameter's part lies; parameters without the slot are absent
 * @param values the elements; the array itself, changed by every step
 */
record SlotArray(Layout layout, float[] values) {

    static SlotArray of(Slot slot, Layout parameters) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (Parameter parameter : parameters.parameters()) {
            Optional<Shape> shape = slot.shape(parameter.shape());
            shape.ifPresent(known -> shapes.put(parameter.name(), known));
        }
        Layout layout = slot.form() == Slot.Form.SAME ? parameters : Layout.of(shapes);
        float[] values = new float[layout.size()];
        Arrays.fill(values, slot.initial());
        return new SlotArray(layout, values);
    }
}
