package io.github.kerasjvm.data;

import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.tensor.Shape;
import java.util.Optional;

/**
 * How rows of data become rows as a model's input takes them.
 *
 * @param shape the shape of a row for the model
 * @param channels the number of channels if they move, else 0
 * @param toFirst whether they move from the last to the first axis; else from the first to the last
 */
record RowForm(Shape shape, int channels, boolean toFirst) {

    /** How many channels a picture can have; tells the layout of an input where only its shape is known. */
    private static final int MOST_CHANNELS = 4;

    static RowForm asIs(Shape row) {
        return new RowForm(row, 0, false);
    }

    /** Finds the form: the same shape, an axis of size 1 more or less, channels moved, flattened or unflattened. */
    static RowForm find(String data, Shape row, InputSpec input, Optional<Layout> layout) {
        Shape wanted = input.shape().from(1);
        boolean moves = row.rank() == wanted.rank() && row.rank() >= (layout.isPresent() ? 2 : 3);
        if (row.agreesWith(wanted)) {
            return asIs(row);
        }
        if (dropOne(wanted, row) || dropOne(row, wanted)) {
            return asIs(row.rank() < wanted.rank() ? filled(wanted, row) : squeezed(row, wanted));
        }
        if (moves && layout.orElse(Layout.CHANNELS_LAST) == Layout.CHANNELS_LAST) {
            Shape moved = row.without(-1).after(row.last());
            if (moved.agreesWith(wanted)) {
                return new RowForm(moved, row.last(), true);
            }
        }
        if (moves && layout.orElse(Layout.CHANNELS_FIRST) == Layout.CHANNELS_FIRST) {
            Shape moved = Layout.CHANNELS_LAST
                    .shape(1, row.toList().subList(1, row.rank()), row.size(0))
                    .from(1);
            if (moved.agreesWith(wanted)) {
                return new RowForm(moved, row.size(0), false);
            }
        }
        return flat(row, wanted, layout)
                .orElseThrow(() -> new DataException(data + ": holds rows of the shape " + row
                        + ", the model's input " + input.name() + " takes " + input.shape()
                        + ". Give data of that shape, or convert it before"));
    }

    /** Whether the longer shape is the other with a first or last axis of size 1 more. */
    private static boolean dropOne(Shape longer, Shape shorter) {
        return longer.rank() == shorter.rank() + 1
                && (isOne(longer.last()) && longer.without(-1).agreesWith(shorter)
                        || isOne(longer.size(0)) && longer.from(1).agreesWith(shorter));
    }

    private static boolean isOne(int size) {
        return size == 1 || size == Shape.ANY;
    }

    private static Shape filled(Shape wanted, Shape row) {
        return isOne(wanted.last()) && wanted.without(-1).agreesWith(row)
                ? Layout.CHANNELS_LAST.shape(1, row.toList(), 1).from(1)
                : row.after(1);
    }

    private static Shape squeezed(Shape row, Shape wanted) {
        return isOne(row.last()) && row.without(-1).agreesWith(wanted) ? row.without(-1) : row.from(1);
    }

    private static Optional<RowForm> flat(Shape row, Shape wanted, Optional<Layout> layout) {
        boolean fits =
                (row.rank() == 1 || wanted.rank() == 1) && wanted.isKnown() && row.elements() == wanted.elements();
        if (!fits) {
            return Optional.empty();
        }
        // Flat pictures are channels last unless the caller says otherwise, as in every known table of pictures.
        boolean first = wanted.rank() == 3
                && wanted.size(0) > 1
                && wanted.size(0) <= MOST_CHANNELS
                && wanted.last() > MOST_CHANNELS
                && layout.orElse(Layout.CHANNELS_LAST) == Layout.CHANNELS_LAST;
        return Optional.of(first ? new RowForm(wanted, wanted.size(0), true) : asIs(wanted));
    }

    /** Brings rows to the form; gives the array itself if nothing moves. */
    float[] apply(float[] rows, int count) {
        if (channels <= 1) {
            return rows;
        }
        float[] moved = new float[rows.length];
        int size = Math.toIntExact(shape.elements());
        int places = size / channels;
        for (int row = 0; row < count; row++) {
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < places; i++) {
                    int last = row * size + i * channels + c;
                    int first = row * size + c * places + i;
                    moved[toFirst ? first : last] = rows[toFirst ? last : first];
                }
            }
        }
        return moved;
    }
}
