package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.problem.Code;

/**
 * What every recurrent layer is told besides its cell.
 *
 * @param returnSequences whether every step's output is given, or the last alone
 * @param returnState whether the last states are given, too
 * @param goBackwards whether the last step comes first; the outputs then come in the order of computing
 * @param stateful whether a batch goes on where the batch before ended
 * @param zeroOutputForMask whether a masked step gives zeros, or what the step before gave
 * @param seesMask whether masked steps are passed over
 */
public record RecurrentOptions(
        boolean returnSequences,
        boolean returnState,
        boolean goBackwards,
        boolean stateful,
        boolean zeroOutputForMask,
        boolean seesMask) {

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
                true);
    }

    /** Names arguments that say how to compute, and what is dropped in training. */
    static void passOver(Args args) {
        args.passOver("unroll", "implementation", "consume_less", "use_cudnn", "enable_caching_device");
        args.passOver("dropout", "recurrent_dropout", "dropout_W", "dropout_U", "unit_forget_bias");
    }

    RecurrentOptions otherWayRound() {
        return new RecurrentOptions(returnSequences, returnState, !goBackwards, stateful, zeroOutputForMask, seesMask);
    }

    RecurrentOptions withZeroOutputForMask(boolean gives) {
        return new RecurrentOptions(returnSequences, returnState, goBackwards, stateful, gives, seesMask);
    }

    RecurrentOptions withoutMask() {
        return new RecurrentOptions(returnSequences, returnState, goBackwards, stateful, zeroOutputForMask, false);
    }
}
