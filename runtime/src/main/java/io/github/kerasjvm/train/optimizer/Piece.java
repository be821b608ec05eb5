package io.github.kerasjvm.train.optimizer;

import java.util.ArrayList;
import java.util.List;

/**
 * A range of one parameter that is worked on in one go. Which thread does a piece, and when, changes no number.
 *
 * @param index the parameter's number
 * @param from the first element in the long array
 * @param to behind the last element
 */
record Piece(int index, int from, int to) {

    /** Some arrays of so many floats stay in a core's second cache while clip, decay, update and average pass over them. */
    private static final int LENGTH = 16384;

    /** All elements in pieces of bounded length. */
    static List<Piece> split(Layout layout) {
        List<Piece> pieces = new ArrayList<>();
        for (Piece whole : whole(layout)) {
            for (int from = whole.from; from < whole.to; from += LENGTH) {
                pieces.add(new Piece(whole.index, from, Math.min(whole.to, from + LENGTH)));
            }
        }
        return List.copyOf(pieces);
    }

    /** One piece for each parameter. */
    static List<Piece> whole(Layout layout) {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < layout.parameters().size(); i++) {
            Parameter parameter = layout.parameters().get(i);
            pieces.add(new Piece(i, parameter.offset(), parameter.end()));
        }
        return List.copyOf(pieces);
    }
}
