package io.github.kerasjvm.layer.attention;

import io.github.kerasjvm.config.Argument;
import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.layer.CallArguments;
import io.github.kerasjvm.layer.CallSignature;
import io.github.kerasjvm.problem.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a call of an attention layer asks for.
 *
 * @param causal whether a target sees no source behind it
 * @param returnScores whether the shares are given, too
 */
public record AttentionOptions(boolean causal, boolean returnScores) {

    /** The further arguments of a call whose inputs are one list. */
    AttentionOptions called(Arguments arguments, Problems problems) {
        Map<String, Argument> inputs = new HashMap<>(arguments.keywords());
        CallSignature others = new CallSignature(List.of(), new Arguments(List.of(), arguments.keywords()), problems);
        AttentionOptions found =
                new AttentionOptions(causal | others.flag("use_causal_mask"), others.flag("return_attention_scores"));
        inputs.remove("use_causal_mask");
        inputs.remove("return_attention_scores");
        CallArguments.requireTensors(new Arguments(arguments.positional(), inputs), problems);
        return found;
    }
}
