package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.config.Argument;
import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.problem.Code;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What every recurrent layer is told besides its cell.
 *
 * @param returnSequences whether every step's output is given, or the last alone
 * @param returnState whether the last states are given, too
 * @param goBackwards whether the last step comes first; the outputs then come in the order of computing
 * @param stateful whether a batch goes on where the batch before ended
 * @param zeroOutputForMask whether a masked step gives zeros, or what the step before gave
 * @param seesMask whether masked steps are passed over
 * @param unrolled whether the file has the steps beside each other in the graph, which changes what is drawn in training
 */
public record RecurrentOptions(
        boolean returnSequences,
        boolean returnState,
        boolean goBackwards,
        boolean stateful,
        boolean zeroOutputForMask,
        boolean seesMask,
        boolean unrolled) {

    /** How a layer that is its own cell is said in Keras 3. */
    static Lifting lifting(String... more) {
        return cell(more)
                .and("return_sequences", "return_state", "go_backwards", "stateful", "unroll")
                .and("zero_output_for_mask")
                .dropping("num_constants", count -> count.asInt() == 0)
                .dropping("use_cudnn")
                .calling(RecurrentOptions::call);
    }

    /** How a cell is said in Keras 3. */
    static Lifting cell(String... more) {
        return Lifting.taking("units", "activation", "use_bias", "kernel_*", "recurrent_*", "bias_*")
                .and("dropout", "recurrent_dropout", "seed")
                .and(more)
                .dropping("implementation", "consume_less") // how the products are put together
                .first(RecurrentOptions::noteDropout);
    }

    /** How a layer around a cell is said in Keras 3. */
    static Lifting around(String cell) {
        return Lifting.taking("return_sequences", "return_state", "go_backwards", "stateful", "unroll")
                .and("zero_output_for_mask")
                .dropping("num_constants", count -> count.asInt() == 0)
                .first(layer -> layer.takeLayers(cell))
                .calling(RecurrentOptions::call);
    }

    private static void noteDropout(Lifted layer) {
        boolean drops = layer.value("dropout").asDouble(0) != 0
                || layer.value("dropout_W").asDouble(0) != 0
                || layer.value("recurrent_dropout").asDouble(0) != 0
                || layer.value("dropout_U").asDouble(0) != 0;
        if (drops) {
            layer.change(Change.Kind.TRAINING, "Keras 3 drops the same elements for all gates");
        }
    }

    /** Keras 3 takes the first states by name alone, not behind the sequence. */
    static Arguments call(Arguments call) {
        List<Argument> given =
                call.positional().size() == 1 && call.positional().get(0) instanceof Argument.Items list
                        ? list.items()
                        : call.positional();
        if (given.size() < 2) {
            return call;
        }
        Map<String, Argument> keywords = new LinkedHashMap<>(call.keywords());
        keywords.put("initial_state", new Argument.Items(given.subList(1, given.size())));
        return new Arguments(given.subList(0, 1), keywords);
    }

    static RecurrentOptions read(Args args) {
        if (args.flag("time_major", false)) {
            args.report(Code.ARGUMENT_UNSUPPORTED, "time_major", "is true; the batch comes first here");
        }
        if (args.integer("num_constants", 0) != 0) {
            args.report(Code.ARGUMENT_UNSUPPORTED, "num_constants", "is given; constants do not run here");
        }
        passOver(args);
        return new RecurrentOptions(
                args.flag("return_sequences", false),
                args.flag("return_state", false),
                args.flag("go_backwards", false),
                args.flag("stateful", false),
                args.flag("zero_output_for_mask", false),
                true,
                args.flag("unroll", false));
    }

    /** Names arguments that say how to compute. */
    static void passOver(Args args) {
        args.passOver("unroll", "implementation", "consume_less", "use_cudnn", "enable_caching_device");
        args.passOver("unit_forget_bias");
    }

    RecurrentOptions otherWayRound() {
        return new RecurrentOptions(
                returnSequences, returnState, !goBackwards, stateful, zeroOutputForMask, seesMask, unrolled);
    }

    RecurrentOptions withZeroOutputForMask(boolean gives) {
        return new RecurrentOptions(returnSequences, returnState, goBackwards, stateful, gives, seesMask, unrolled);
    }

    RecurrentOptions withoutMask() {
        return new RecurrentOptions(
                returnSequences, returnState, goBackwards, stateful, zeroOutputForMask, false, unrolled);
    }
}
