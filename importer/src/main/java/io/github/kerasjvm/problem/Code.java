package io.github.kerasjvm.problem;

/**
 * The stable code of every problem that the importer reports, with the group that decides the exit code.
 *
 * <p>A code never changes its meaning; scripts and searches rely on it. {@code docs/errors.md} is printed from this list.
 */
public enum Code {
    /** The file is not a model at all. */
    NOT_A_MODEL(
            "KJ-FILE-1", Group.NOT_A_MODEL, "The file is something else than a Keras model; the message names what."),
    /** The file cannot be opened or read. */
    UNREADABLE("KJ-FILE-2", Group.NOT_A_MODEL, "The file does not exist or may not be read."),
    /** The file ends too early or its structure is damaged. */
    DAMAGED("KJ-FILE-3", Group.BROKEN, "The file is truncated or its structure is damaged."),
    /** Only weights, without an architecture. */
    WEIGHTS_ONLY("KJ-FILE-4", Group.BROKEN, "The file holds weights and no architecture."),
    /** A structure of the container that is refused because it leads out of the file. */
    LINK("KJ-FILE-5", Group.BROKEN, "The file refers to something outside itself, or by a link; it is not followed."),
    /** Two members of the same name, or a member that does not belong. */
    ARCHIVE("KJ-FILE-6", Group.BROKEN, "The archive has duplicate, missing or damaged members."),
    /** A structure of the container that the reading library does not know. */
    CONTAINER(
            "KJ-FILE-7", Group.UNSUPPORTED, "The file uses a structure of its container format that is not read here."),
    /** The configuration is not well-formed JSON or lacks a part. */
    CONFIG("KJ-CONF-1", Group.BROKEN, "The architecture in the file is not well formed."),
    /** A kind of model that is not read. */
    MODEL_CLASS("KJ-CONF-2", Group.UNSUPPORTED, "A kind of model that cannot be rebuilt from its configuration."),
    /** A layer's argument is missing. */
    ARGUMENT_MISSING("KJ-ARG-1", Group.BROKEN, "A layer lacks an argument that it needs."),
    /** A layer's argument has the wrong type. */
    ARGUMENT_TYPE("KJ-ARG-2", Group.BROKEN, "A layer's argument has the wrong type."),
    /** A layer's argument is out of range. */
    ARGUMENT_RANGE("KJ-ARG-3", Group.BROKEN, "A layer's argument is out of its range."),
    /** A layer's argument is not one of the known words. */
    ARGUMENT_VALUE("KJ-ARG-4", Group.BROKEN, "A layer's argument is not one of its possible values."),
    /** A layer's argument has a value that this version does not run. */
    ARGUMENT_UNSUPPORTED("KJ-ARG-5", Group.UNSUPPORTED, "A layer's argument has a value that does not run here."),
    /** A layer has an argument that is not known. */
    ARGUMENT_UNKNOWN("KJ-ARG-6", Group.UNSUPPORTED, "A layer has an argument that is not known here."),
    /** A layer's class is not known. */
    LAYER_UNKNOWN("KJ-LAYER-1", Group.UNSUPPORTED, "A layer of a class that is not known here."),
    /** A layer that holds program code. */
    CODE("KJ-CODE-1", Group.UNSUPPORTED, "A layer holds Python code, which is never run here."),
    /** The graph refers to a layer, node or output that is not there. */
    GRAPH("KJ-GRAPH-1", Group.BROKEN, "The graph refers to something that is not in the file, or has a cycle."),
    /** A way of wiring that this version does not run. */
    GRAPH_UNSUPPORTED("KJ-GRAPH-2", Group.UNSUPPORTED, "A way of calling layers that does not run here."),
    /** A layer cannot take its input's shape. */
    SHAPE("KJ-SHAPE-1", Group.BROKEN, "A layer cannot take the shape of its input."),
    /** A shape that has to be known is not. */
    SHAPE_UNKNOWN("KJ-SHAPE-2", Group.UNSUPPORTED, "A size that has to be known is not in the file."),
    /** A layer's weights are missing. */
    WEIGHT_MISSING("KJ-WEIGHT-1", Group.BROKEN, "A weight of a layer is not in the file."),
    /** A weight has another shape than its layer needs. */
    WEIGHT_SHAPE("KJ-WEIGHT-2", Group.BROKEN, "A weight has another shape than its layer needs."),
    /** A weight has an element type that is not read. */
    WEIGHT_TYPE("KJ-WEIGHT-3", Group.UNSUPPORTED, "A weight has an element type that is not read."),
    /** The architecture comes without weights. */
    WEIGHTS_ABSENT("KJ-WEIGHT-4", Group.BROKEN, "The architecture comes without weights; they are in another file."),
    /** The file holds weights that no layer takes. */
    WEIGHT_UNUSED("KJ-WEIGHT-5", Group.BROKEN, "The file holds weights that no layer takes."),
    /** A weights file that does not fit the architecture in the way that was asked for. */
    WEIGHTS_MATCHING(
            "KJ-WEIGHT-6",
            Group.BROKEN,
            "The weights file cannot be matched with the model in the way that was asked for."),
    /** A limit is exceeded. */
    LIMIT("KJ-LIMIT-1", Group.OVER_LIMIT, "The file is over a limit; the message names the limit and its option."),
    /** A model that cannot be trained as it is. */
    TRAINING("KJ-TRAIN-1", Group.UNSUPPORTED, "A model that cannot be trained here as it is."),
    /** A loss that is not computed. */
    LOSS("KJ-LOSS-1", Group.UNSUPPORTED, "A loss that is not computed here."),
    /** An optimizer that is not run. */
    OPTIMIZER("KJ-OPT-1", Group.UNSUPPORTED, "An optimizer that does not run here."),
    /** The state of an optimizer does not fit it. */
    OPTIMIZER_STATE("KJ-OPT-2", Group.BROKEN, "The stored state of the optimizer does not fit the model."),
    /** The target of an export cannot express a layer. */
    EXPORT("KJ-EXPORT-1", Group.UNSUPPORTED, "What the target of an export cannot express exactly."),
    /** Something that Keras 3 has no words for, in a model of an older generation that is to be written for it. */
    KERAS_3("KJ-EXPORT-2", Group.UNSUPPORTED, "What nothing in Keras 3 means, in a model of an older Keras."),
    /** Something of the training that the target of an export does otherwise, or does not have. */
    EXPORT_TRAINING(
            "KJ-EXPORT-3",
            Group.UNSUPPORTED,
            "What the target of an export does otherwise in further training, or does not have; a warning, since what it"
                    + " predicts is the same.");

    /** What a problem means for the whole file; decides the exception and the exit code. */
    public enum Group {
        /** The input is no model. */
        NOT_A_MODEL,
        /** The input is damaged or contradicts itself. */
        BROKEN,
        /** The input is sound but needs what does not run here. */
        UNSUPPORTED,
        /** The input is over a limit. */
        OVER_LIMIT
    }

    private final String id;
    private final Group group;
    private final String meaning;

    Code(String id, Group group, String meaning) {
        this.id = id;
        this.group = group;
        this.meaning = meaning;
    }

    /**
     * The code as it is printed, {@code KJ-ARG-4}.
     *
     * @return the code
     */
    public String id() {
        return id;
    }

    /**
     * What the problem means for the file.
     *
     * @return the group
     */
    public Group group() {
        return group;
    }

    /**
     * What the code means, in one sentence.
     *
     * @return the sentence for the documentation
     */
    public String meaning() {
        return meaning;
    }
}
