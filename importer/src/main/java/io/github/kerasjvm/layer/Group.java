package io.github.kerasjvm.layer;

/** The groups of layers, as Keras's documentation groups them. */
public enum Group {
    /** Dense, activation, input. */
    CORE("Core"),
    /** Convolutions. */
    CONVOLUTIONAL("Convolutional"),
    /** Pooling. */
    POOLING("Pooling"),
    /** Normalisation. */
    NORMALIZATION("Normalization"),
    /** Dropout and its family. */
    REGULARIZATION("Regularization"),
    /** Layers that move elements. */
    RESHAPING("Reshaping"),
    /** Layers that join several inputs. */
    MERGING("Merging"),
    /** Activation functions as layers. */
    ACTIVATION("Activation"),
    /** Layers over the steps of a sequence. */
    RECURRENT("Recurrent"),
    /** Layers that weigh a sequence by another. */
    ATTENTION("Attention"),
    /** Layers that prepare data. */
    PREPROCESSING("Preprocessing"),
    /** Operations on tensors beside the layers. */
    OPERATION("Operations"),
    /** Layers of a user of this library. */
    CUSTOM("Custom");

    private final String title;

    Group(String title) {
        this.title = title;
    }

    /**
     * The heading in the documentation.
     *
     * @return the title
     */
    public String title() {
        return title;
    }
}
