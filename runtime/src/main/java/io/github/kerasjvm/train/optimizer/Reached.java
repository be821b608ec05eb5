package io.github.kerasjvm.train.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an update reaches where embeddings are updated by rows.
 *
 * @param pieces what is updated
 * @param kept weights that stay although their slots move
 */
record Reached(List<Piece> pieces, List<Kept> kept) {

    private record Kept(Piece piece, float[] values) {}

    static Reached of(OptimizerConfig config, List<Piece> all, SparseRows rows, Parameters parameters) {
        Rule.Reach reach = config.repeats() == Repeats.ROWS ? config.rule().reach() : Rule.Reach.ALL;
        if (reach == Rule.Reach.ALL || rows.isEmpty()) {
            return new Reached(all, List.of());
        }
        List<Piece> pieces = new ArrayList<>();
        List<Kept> kept = new ArrayList<>();
        for (Piece whole : Piece.whole(parameters.layout())) {
            boolean isByRow = rows.has(whole.index());
            if (isByRow && reach == Rule.Reach.LOOKED_UP) {
                pieces.addAll(rows.touched(whole.index()));
            } else {
                all.stream().filter(piece -> piece.index() == whole.index()).forEach(pieces::add);
            }
            if (isByRow && reach == Rule.Reach.WEIGHTS_LOOKED_UP) {
                between(whole, rows.touched(whole.index()))
                        .forEach(piece -> kept.add(
                                new Kept(piece, Arrays.copyOfRange(parameters.values(), piece.from(), piece.to()))));
            }
        }
        return new Reached(pieces, kept);
    }

    private static List<Piece> between(Piece whole, List<Piece> touched) {
        List<Piece> gaps = new ArrayList<>();
        int at = whole.from();
        for (Piece piece : touched) {
            gaps.add(new Piece(whole.index(), at, piece.from()));
            at = piece.to();
        }
        gaps.add(new Piece(whole.index(), at, whole.to()));
        return gaps;
    }

    void restore(float[] weights) {
        kept.forEach(k -> System.arraycopy(k.values, 0, weights, k.piece.from(), k.values.length));
    }
}
