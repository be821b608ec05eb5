package io.github.kerasjvm.layer.lift;

/**
 * One thing that is said in other words in Keras 3, or that Keras 3 does otherwise in training.
 *
 * @param layer the path of the layer; empty for the model as a whole
 * @param className the class of the layer in the file; empty for the model as a whole
 * @param kind what was done
 * @param text what it was, {@code output_dim -> units}
 */
public record Change(String layer, String className, Kind kind, String text) {

    /** What was done. */
    public enum Kind {
        /** A name became another. */
        RENAMED("renamed"),
        /** Something is said by something else that means the same. */
        REPLACED("replaced"),
        /** Something that means nothing was left out. */
        DROPPED("dropped"),
        /** The numbers at inference are the same, training goes another way. */
        TRAINING("in training");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /**
         * The kind in a word.
         *
         * @return the word, {@code renamed}
         */
        public String word() {
            return word;
        }
    }
}
