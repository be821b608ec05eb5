package io.github.kerasjvm.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.problem.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What layers over steps, attention and operations refuse: in their configuration, and in how they are called. */
class SequenceProblemsTest {

    private static final String CELL = "{'class_name': 'GRUCell', 'config': {'units': 2}}";
    private static final String INNER = "{'class_name': 'LSTM', 'config': {'units': 2}}";

    @TempDir
    private Path folder;

    private List<String> problems(String json) throws IOException {
        String model = json.replace("CELL", CELL)
                .replace("INNER", INNER)
                .replace("$x", tensor("x"))
                .replace("$y", tensor("y"))
                .replace("$f", tensor("f"))
                .replace('\'', '"');
        return Import.of(Files.writeString(folder.resolve("model.json"), model)).inspect().problems().stream()
                .filter(problem -> problem.code() != Code.WEIGHTS_ABSENT)
                .map(problem -> (problem.argument().isEmpty() ? "" : problem.argument() + ": ") + problem.message())
                .toList();
    }

    private static String tensor(String layer) {
        return "{'class_name': '__keras_tensor__', 'config': {'keras_history': ['" + layer + "', 0, 0]}}";
    }

    private static String input(String name, String shape) {
        return "{'class_name': 'InputLayer', 'module': 'keras.layers', 'name': '" + name + "', 'config': {'name': '"
                + name + "', 'batch_shape': " + shape + "}, 'inbound_nodes': []}, ";
    }

    private List<String> called(String className, String module, String config, String args, String kwargs)
            throws IOException {
        return problems(
                "{'class_name': 'Functional', 'module': 'keras.src.models.functional', 'config': {'name': 'm', 'layers': ["
                        + input("x", "[null, 5, 3]") + input("y", "[null, 4, 2]") + input("f", "[null, 3]")
                        + "{'class_name': '" + className + "', 'module': '" + module
                        + "', 'name': 'it', 'config': {'name': 'it'"
                        + (config == null ? "" : ", " + config) + "}, 'inbound_nodes': [{'args': [" + args
                        + "], 'kwargs': {"
                        + (kwargs == null ? "" : kwargs)
                        + "}}]}], 'input_layers': [['x', 0, 0], ['y', 0, 0], ['f', 0, 0]],"
                        + " 'output_layers': [['it', 0, 0]]}}");
    }

    @ParameterizedTest(name = "{0} {1} called with {2} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "LSTM | 'units': 0 | $x | | units: is 0, expected 1 or more",
                "LSTM | 'units': 2, 'time_major': true | $x | | time_major: is true; the batch comes first here",
                "LSTM | 'units': 2, 'recurrent_activation': 'sigmoyd' | $x | | recurrent_activation: \"sigmoyd\" is not an activation that runs here. Did you mean \"sigmoid\"?",
                "LSTM | 'units': 2 | $f | | needs an input [batch, steps, …], got (None, 3)",
                "LSTM | 'units': 2 | $x, $y | | takes the first states [(None, 2), (None, 2)], got [(None, 4, 2)]",
                "LSTM | 'units': 3 | $x | 'initial_state': [$f] | takes the first states [(None, 3), (None, 3)], got [(None, 3)]",
                "LSTM | 'units': 2 | $x | 'initial_state': [$f, $f] | takes the first states [(None, 2), (None, 2)], got [(None, 3), (None, 3)]",
                "GRU | 'units': 2 | $x | 'initial_state': 1 | initial_state: is given in a call as 1",
                "GRU | 'units': 2 | $x | 'constants': [$f] | constants: is given in a call as [a tensor], takes the first states [(None, 2)], got [(None, 3)]",
                "GRU | 'units': 2, 'reset_after': 'yes' | $x | | reset_after: is \"yes\", expected true or false",
                "GRU | 'units': 2, 'num_constants': 1 | $x | | num_constants: is given; constants do not run here",
                "ConvLSTM2D | 'filters': 2, 'kernel_size': 3 | $x | | needs an input of rank 4, [batch, spatial…, channels], got (None, 3)",
                "RNN | | $x | | cell: is missing; expected a layer",
                "RNN | 'cell': INNER | $x | | cell: is a LSTM, expected a cell",
                "RNN | 'cell': {'class_name': 'MyCell', 'config': {}} | $x | | is a layer that is not known here",
                "StackedRNNCells | 'cells': [CELL] | $x | | is a cell, which runs inside an RNN layer alone",
                "RNN | 'cell': {'class_name': 'StackedRNNCells', 'config': {'cells': []}} | $x | | cells: is missing; expected a list of cells",
                "Bidirectional | 'layer': {'class_name': 'Dense', 'config': {'units': 2}} | $x | | layer: is a Dense, which does not run here in two directions",
                "Bidirectional | 'layer': INNER, 'merge_mode': 'max' | $x | | merge_mode: is \"max\"; expected one of: concat, sum, mul, ave",
                "Bidirectional | 'layer': INNER | $f | | needs an input [batch, steps, …], got (None, 3), needs an input [batch, steps, …], got (None, 3)",
                "Bidirectional | 'layer': INNER | $x | 'initial_state': [$f, $f] | takes the first states [(None, 2), (None, 2)], got [(None, 3)], takes the first states [(None, 2), (None, 2)], got [(None, 3)]",
                "TimeDistributed | | $x | | layer: is missing; expected a layer",
                "TimeDistributed | 'layer': {'class_name': 'Dense', 'config': {'units': 2}} | $f | | needs an input [batch, steps, …], got (None, 3)",
                "TimeDistributed | 'layer': {'class_name': 'Dense', 'config': {'units': 2}} | $x, $y | | is called on 2 inputs; takes one",
                "TimeDistributed | 'layer': {'class_name': 'Mine', 'config': {}} | $x | | is a layer that is not known here",
                "Masking | 'mask_value': 'none' | $x | | mask_value: is \"none\", expected a number",
                "Embedding | 'input_dim': 0, 'output_dim': 2 | $x | | input_dim: is 0, expected 1 or more",
                "Embedding | 'input_dim': 5, 'output_dim': 2, 'lora_rank': 2 | $x | | lora_rank: is 2; low-rank updates do not run here",
                "Attention | 'score_mode': 'cosine' | [$x, $x] | | score_mode: is \"cosine\"; expected one of: dot, concat",
                "Attention | | [$x] | | is called on 1 inputs; takes query, value and key",
                "Attention | | [$x, $y] | | cannot weigh inputs of the shapes [(None, 5, 3), (None, 4, 2)]",
                "Attention | | [$x, $x, $x, $x] | | is called on 4 inputs; takes query, value and key",
                "Attention | | [$x, $x] | 'use_causal_mask': 'maybe' | use_causal_mask: is given in a call as \"maybe\"",
                "AdditiveAttention | 'use_scale': 'no' | [$x, $x] | | use_scale: is \"no\", expected true or false",
                "MultiHeadAttention | 'num_heads': 2 | $x, $x | | key_dim: is missing; expected a whole number of 1 or more",
                "MultiHeadAttention | 'num_heads': 2, 'key_dim': 2 | $x | | is called without a query or a value",
                "MultiHeadAttention | 'num_heads': 2, 'key_dim': 2 | $x, $f | | needs a query, value and key [batch, steps…, features] of one rank whose features are known, got [(None, 5, 3), (None, 3)]",
                "MultiHeadAttention | 'num_heads': 2, 'key_dim': 2 | $x, $x | 'bias': $f | bias: is given in a call as a tensor",
                "MultiHeadAttention | 'num_heads': 2, 'key_dim': 2, 'attention_axes': [-2] | $x, $x | | attention_axes: are [-2]; give axes counted from the first, 1 or more",
                "MultiHeadAttention | 'num_heads': 2, 'key_dim': 2, 'attention_axes': [3] | $x, $x | | has the attention axes [3] for a query (None, 5, 3)",
                "GroupQueryAttention | 'head_dim': 2, 'num_query_heads': 3, 'num_key_value_heads': 2 | $x, $x | | num_key_value_heads: is 2, which does not divide 3",
                "GroupQueryAttention | 'head_dim': 2, 'num_query_heads': 2, 'num_key_value_heads': 2 | $x | | is called without a query or a value"
            })
    void refusesALayer(String className, String config, String args, String kwargs, String expected)
            throws IOException {
        assertThat(String.join(", ", called(className, "keras.layers", config, args, kwargs)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1} called with {2} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Fft | | $x | | is an operation of keras.src.ops.numpy, which does not run here",
                "Add | | $x | | (Add) lacks its argument x2, for [(None, 5, 3)]",
                "Add | | $x, $y | | (Add) shapes (None, 5, 3) and (None, 4, 2) cannot be broadcast together, for [(None, 5, 3), (None, 4, 2)]",
                "Sum | 'axis': 3 | $x | | (Sum) axis 3 of shape (None, 5, 3), for [(None, 5, 3)]",
                "Sum | 'axis': $f | $x | | (Sum) has axis={\"class_name\":\"__keras_tensor__\",\"config\":{\"keras_history\":[\"f\",0,0]}}, which does not run here, for [(None, 5, 3)]",
                "Sum | 'axis': -1, 'where': true | $x | | (Sum) has an argument where, which is not known here, for [(None, 5, 3)]",
                "Mean | 'axis': 'last' | $x | | (Mean) has axis=\"last\", which does not run here, for [(None, 5, 3)]",
                "Round | 'decimals': 2 | $x | | (Round) has decimals=2, which does not run here, for [(None, 5, 3)]",
                "Squareplus | 'b': 2 | $x | | (Squareplus) has b=2, which does not run here, for [(None, 5, 3)]",
                "Cast | 'dtype': 'float16' | $x | | (Cast) casts to \"float16\", which does not run here, for [(None, 5, 3)]",
                "Norm | 'ord': 3, 'axis': -1 | $x | | (Norm) has ord=3, which does not run here, for [(None, 5, 3)]",
                "Normalize | 'axis': -1, 'order': 1, 'epsilon': 1e-12 | $x | | (Normalize) has order=1, which does not run here, for [(None, 5, 3)]",
                "Cumsum | 'axis': 0 | $x | | (Cumsum) has axis=0, which does not run here, for [(None, 5, 3)]",
                "Argmax | 'axis': null | $x | | (Argmax) has axis=null, which does not run here, for [(None, 5, 3)]",
                "Pad | 'pad_width': [[0, 0], [1, 1], [0, 0]], 'mode': 'edge' | $x | | (Pad) has mode=\"edge\", which does not run here, for [(None, 5, 3)]",
                "Flip | 'axis': 0 | $x | | (Flip) has axis=0, which does not run here, for [(None, 5, 3)]",
                "Roll | 'shift': 1 | $x | | (Roll) has axis=null, which does not run here, for [(None, 5, 3)]",
                "Repeat | 'repeats': 2, 'axis': null | $x | | (Repeat) has axis=null, which does not run here, for [(None, 5, 3)]",
                "Tile | 'repeats': [2, 1, 1] | $x | | (Tile) has repeats=[2,1,1], which does not run here, for [(None, 5, 3)]",
                "Squeeze | 'axis': 1 | $x | | (Squeeze) has axis=1, which does not run here, for [(None, 5, 3)]",
                "Split | 'indices_or_sections': 2, 'axis': 1 | $x | | (Split) has indices_or_sections=2, which does not run here, for [(None, 5, 3)]",
                "Take | 'axis': 1 | $x, $f | | (Take) has axis=1, which does not run here, for [(None, 5, 3), (None, 3)]",
                "Take | 'axis': 1 | $x, [7] | | (Take) positions 7 to 8 by 1 of axis 1 of (None, 5, 3), for [(None, 5, 3)]",
                "GetItem | | $x, [{'class_name': '__slice__', 'config': {'start': null, 'stop': null, 'step': null}}, 7] | | (GetItem) positions 7 to 8 by 1 of axis 1 of (None, 5, 3), for [(None, 5, 3)]",
                "GetItem | | $x, $f | | (GetItem) has a tensor as its argument key, which has to be known beforehand, for [(None, 5, 3), (None, 3)]",
                "GetItem | | $x, [0, 0, 0, 0] | | (GetItem) takes 4 axes of (None, 5, 3), for [(None, 5, 3)]",
                "Transpose | 'axes': [0, 1] | $x | | (Transpose) has axes=[0,1], which does not run here, for [(None, 5, 3)]",
                "Concatenate | 'axis': 1 | [$x, $y] | | (Concatenate) (None, 5, 3) and (None, 4, 2) differ in more than axis 1, for [(None, 5, 3), (None, 4, 2)]",
                "Matmul | | $x, $y | | (Matmul) a matrix product of (None, 5, 3) and (None, 4, 2): 3 is not 4, for [(None, 5, 3), (None, 4, 2)]",
                "Einsum | 'subscripts': 'abc,adb->a' | $x, $y | | (Einsum) the einsum \"abc,adb->a\" of (None, 5) and (None, 2): the sizes of \"b\" differ, for [(None, 5, 3), (None, 4, 2)]",
                "OneHot | 'num_classes': 3, 'axis': 1 | $f | | (OneHot) has axis=1, which does not run here, for [(None, 3)]",
                "Where | | $x | | (Where) lacks its argument x1, for [(None, 5, 3)]",
                "Add | | $x, 'one' | | (Add) has \"one\" where a tensor or numbers are expected, for [(None, 5, 3)]",
                "Add | | $x, [[1, 2], [3]] | | (Add) has an array with rows of different lengths, for [(None, 5, 3)]",
                "Add | | $x, $x, $x | | (Add) has a further argument in place 2, for [(None, 5, 3), (None, 5, 3), (None, 5, 3)]"
            })
    void refusesAnOperation(String name, String config, String args, String kwargs, String expected)
            throws IOException {
        assertThat(String.join(", ", called(name, "keras.src.ops.numpy", config, args, kwargs)))
                .isEqualTo(expected);
    }
}
