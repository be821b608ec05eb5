package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.problem.Problem;
import java.util.List;

/**
 * What became of a model besides its file.
 *
 * @param changes what was said in other words
 * @param warnings what the format does otherwise in further training, or does not hold
 */
record Converted(List<Change> changes, List<Problem> warnings) {

    /** A model of which nothing is left out or said in other words. */
    static final Converted WHOLE = new Converted(List.of(), List.of());
}
