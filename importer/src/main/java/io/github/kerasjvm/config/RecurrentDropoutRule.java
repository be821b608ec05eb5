package io.github.kerasjvm.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code dropout} and {@code recurrent_dropout} of recurrent layers mean in training where the generations of Keras differ. */
public enum RecurrentDropoutRule {
    /**
     * Keras 3 (keras/src/layers/rnn/dropout_rnn_cell.py): a mask for each gate where states are dropped, else one for all.
     */
    KERAS_3,
    /**
     * tf_keras, and Keras inside TensorFlow 2 (dropout_rnn_cell_mixin.py): a mask for each gate where states are dropped or the
     * file says {@code implementation: 1}, else one for all. What its cache of masks holds is not found again inside of the
     * graph of a loop, so numbers are drawn anew in each step of the sequence, unless the steps are unrolled (measured).
     */
    TENSORFLOW,
    /**
     * Keras 2 on its own (keras/layers/recurrent.py): a mask for each gate where the file says {@code implementation: 1}, else
     * one for all, of which a GRU's states keep what is dropped.
     */
    STANDALONE,
    /** Keras 1 (keras/layers/recurrent.py): a mask for each gate, but with {@code consume_less: gpu} one for all. */
    KERAS_1,
    /** Nobody has checked what this release does. */
    UNKNOWN;

    /** The first release of Keras 3 whose sources are those that were checked. */
    private static final int FIRST_OF_KERAS_3 = 8;

    private static final Pattern RELEASE_OF_KERAS_3 = Pattern.compile("3\\.(\\d{1,4}).*");

    static RecurrentDropoutRule of(Origin origin) {
        String version = origin.version();
        return switch (origin.generation()) {
            case KERAS_1 -> KERAS_1;
            case KERAS_3 -> {
                Matcher release = RELEASE_OF_KERAS_3.matcher(version);
                boolean old = release.matches() && Integer.parseInt(release.group(1)) < FIRST_OF_KERAS_3;
                yield old ? UNKNOWN : KERAS_3;
            }
            case KERAS_2 -> keras2(version, origin.backend());
        };
    }

    private static RecurrentDropoutRule keras2(String version, String backend) {
        if (version.startsWith("2.2.4-tf") || version.matches("2\\.[0-2]\\..*-tf")) {
            return UNKNOWN; // TensorFlow 1, which has other layers, and 2.0, which does not show
        }
        if (version.endsWith("-tf") || version.matches("2\\.([4-9]|\\d\\d).*")) {
            return TENSORFLOW;
        }
        return version.startsWith("2.3") && backend.equals("tensorflow") ? STANDALONE : UNKNOWN;
    }
}
