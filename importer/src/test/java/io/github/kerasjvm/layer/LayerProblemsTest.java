package io.github.kerasjvm.layer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Semantics;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerProblemsTest {

    private static final Layers LAYERS = Layers.with(List.of());

    private static ObjectNode json(String arguments) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(arguments.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<Layer> read(String className, String arguments, Problems problems) {
        Problems here = problems.at("it", className);
        return LAYERS.read(className, Args.of(json(arguments), Semantics.KERAS_2, here, LAYERS::read));
    }

    private static List<String> problemsOf(String className, String arguments) {
        Problems problems = Problems.none();
        assertThat(read(className, arguments, problems)).isEmpty();
        return problems.list().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Dense | {'units': 0} | it (Dense), units: is 0, expected 1 or more  [KJ-ARG-3]",
                "Dense | {} | it (Dense), units: is missing; expected a whole number of 1 or more  [KJ-ARG-1]",
                "Dense | {'units': 'ten'} | it (Dense), units: is \"ten\", expected a whole number  [KJ-ARG-2]",
                "Dense | {'units': 2, 'use_bias': 'no'} | it (Dense), use_bias: is \"no\", expected true or false  [KJ-ARG-2]",
                "Dense | {'units': 2, 'activation': 'rleu'} | it (Dense), activation: \"rleu\" is not an activation that runs here. Did you mean \"relu\"?  [KJ-ARG-5]",
                "Dense | {'units': 2, 'dtype': 'int8'} | it (Dense), dtype: is \"int8\"; layers compute in floating point here  [KJ-ARG-5]",
                "Dense | {'units': 2, 'lora_rank': 4} | it (Dense), lora_rank: is 4; the argument is not known here  [KJ-ARG-6]",
                "Convolution2D | {'nb_filter': 0, 'nb_row': 3, 'nb_col': 3} | it (Convolution2D), nb_filter: is 0, expected 1 or more  [KJ-ARG-3]",
                "Conv2D | {'filters': 2, 'kernel_size': 3, 'padding': 'casual'} | it (Conv2D), padding: \"casual\" is not a padding here; valid or same. Did you mean \"causal\"?  [KJ-ARG-4]",
                "Conv2D | {'filters': 2, 'kernel_size': [3]} | it (Conv2D), kernel_size: is [3], expected 2 whole numbers of 1 or more  [KJ-ARG-3]",
                "Conv2D | {'filters': 3, 'kernel_size': 3, 'groups': 2} | it (Conv2D), groups: is 2, which does not divide 3 filters  [KJ-ARG-3]",
                "Conv2D | {'filters': 3, 'kernel_size': 3, 'data_format': 'NHWC'} | it (Conv2D), data_format: is \"NHWC\"; expected one of: channels_last, channels_first, tf, th  [KJ-ARG-4]",
                "BatchNormalization | {'mode': 2} | it (BatchNormalization), mode: is 2: it takes the statistics of the batch at hand  [KJ-ARG-5]",
                "BatchNormalization | {'axis': [1, 2]} | it (BatchNormalization), axis: is [1, 2]; one axis runs here  [KJ-ARG-5]",
                "Dropout | {'rate': 1.5} | it (Dropout), rate: is 1.5, expected a share from 0 to 1  [KJ-ARG-3]",
                "Reshape | {'target_shape': [-1, -1]} | it (Reshape), target_shape: is [-1, -1], expected sizes, at most one of them -1  [KJ-ARG-3]",
                "ZeroPadding2D | {'padding': [1, 2, 3]} | it (ZeroPadding2D), padding: is [1,2,3], expected a number, or one or two for each of 2 axes  [KJ-ARG-4]",
                "Deconvolution2D | {'nb_filter': 2, 'nb_row': 3, 'nb_col': 3, 'output_shape': [null, 4, 4, 3]} | it (Deconvolution2D), output_shape: has 3 channels, expected 2 filters  [KJ-ARG-4]",
                "LocallyConnected2D | {'filters': 2, 'kernel_size': 3, 'padding': 'same'} | it (LocallyConnected2D), padding: is same, which implementation 1 does not have  [KJ-ARG-4]",
                "LocallyConnected1D | {'filters': 2, 'kernel_size': 3, 'implementation': 4} | it (LocallyConnected1D), implementation: is 4, expected 1, 2 or 3  [KJ-ARG-4]",
                "EinsumDense | {'equation': 'aab,bc->ac', 'output_shape': 3} | it (EinsumDense), equation: is \"aab,bc->ac\": the equation \"aab,bc->ac\", which has a letter twice for one array  [KJ-ARG-4]",
                "EinsumDense | {'equation': 'ab,bc->ac', 'output_shape': 3, 'bias_axes': 'b'} | it (EinsumDense), bias_axes: is b, expected letters of the result of \"ab,bc->ac\"  [KJ-ARG-4]",
                "EinsumDense | {'equation': 'ab,bc->ca', 'output_shape': 3} | it (EinsumDense), equation: is \"ab,bc->ca\", expected input and result that begin with the batch, and an ellipsis in both at the beginning or at the end  [KJ-ARG-5]",
                "Merge | {'mode': 'sum', 'layers': [{}]} | it (Merge), layers: holds models of its own, which only the first layer of a Sequential model may  [KJ-GRAPH-2]",
                "PReLU | {'shared_axes': [0]} | it (PReLU), shared_axes: is [0], expected axes of 1 or more  [KJ-ARG-3]",
                "Lambda | {'function': 'x'} | it (Lambda): holds Python code, which is never run here. Give a Java layer for it: Import.layer(…), or --layers JAR  [KJ-CODE-1]",
                "Discretization | {'num_bins': 4} | it (Discretization), bin_boundaries: are not in the configuration; those of adapt() are read from Keras 3 alone, so give the layer its boundaries before it is saved  [KJ-ARG-5]",
                "Discretization | {'bin_boundaries': [1, 0]} | it (Discretization), bin_boundaries: are [1.0, 0.0], expected ascending numbers  [KJ-ARG-4]",
                "IntegerLookup | {} | it (IntegerLookup), vocabulary: is not in the configuration; give the layer its vocabulary instead of adapt() before it is saved  [KJ-ARG-5]",
                "IntegerLookup | {'vocabulary': [1], 'num_oov_indices': 2} | it (IntegerLookup), num_oov_indices: is 2; 0 or 1 run here  [KJ-ARG-5]",
                "IntegerLookup | {'vocabulary': [1], 'output_mode': 'tf_idf'} | it (IntegerLookup), output_mode: is \"tf_idf\"; expected one of: int, one_hot, multi_hot, count, binary  [KJ-ARG-4]",
                "StringLookup | {'vocabulary': ['a']} | it (StringLookup): takes or gives strings; arrays hold numbers here. Save the model without it and give it the numbers, or give a Java layer for it: Import.layer(…)  [KJ-LAYER-1]",
                "Desne | {'units': 1} | it (Desne): is a layer that is not known here. Did you mean Dense? A class of your own needs a Java layer: Import.layer(…), or --layers JAR  [KJ-LAYER-1]"
            })
    void namesTheArgumentThatIsWrong(String className, String arguments, String expected) {
        assertThat(problemsOf(className, arguments)).containsExactly(expected);
    }

    @Test
    void reportsAllProblemsOfALayerAtOnce() {
        assertThat(problemsOf("Conv2D", "{'filters': -1, 'kernel_size': 0, 'strides': 'x', 'padding': 'up'}"))
                .hasSize(4);
    }

    @ParameterizedTest(name = "{0} {1} on {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Dense | {'units': 2} | 5 | needs an input [batch, …, size] whose last size is known, got (5,)",
                "Conv2D | {'filters': 2, 'kernel_size': 5} | 0 4 4 1 | a window of [5, 5] does not fit the input (0, 4, 4, 1)",
                "Conv2D | {'filters': 2, 'kernel_size': 5} | 1 4 4 | needs an input of rank 4, [batch, spatial…, channels], got (1, 4, 4)",
                "Conv2D | {'filters': 2, 'kernel_size': 1, 'groups': 2} | 1 4 4 3 | needs a known number of channels that 2 groups divide, got (1, 4, 4, 3)",
                "BatchNormalization | {'axis': 4} | 1 4 4 3 | needs an input whose axis 4 is known, got (1, 4, 4, 3)",
                "RMSNormalization | {'axis': 1} | 1 4 4 | runs over the last axes alone, got the axes [1] of (1, 4, 4): others differ between backends",
                "Softmax | {'axis': 2} | 1 3 | has the axes [2], which the input (1, 3) lacks",
                "Reshape | {'target_shape': [4, 2]} | 1 9 | cannot bring (1, 9) to (1, 4, 2): 9 elements",
                "Reshape | {'target_shape': [-1, 2]} | 1 9 | cannot bring (1, 9) to (1, None, 2): 9 elements",
                "Deconvolution2D | {'nb_filter': 2, 'nb_row': 3, 'nb_col': 3, 'output_shape': [null, 8, 8, 2]} | 1 5 5 1 | cannot give the size [8, 8] from the input (1, 5, 5, 1), only from [6, 6]",
                "LocallyConnected1D | {'filters': 2, 'kernel_size': 3} | 1 -1 3 | needs known sizes, got (1, None, 3)",
                "LocallyConnected1D | {'filters': 70000, 'kernel_size': 1} | 1 70000 3 | has a kernel too large for an array for (1, 70000, 3)",
                "EinsumDense | {'equation': 'abc,cd->abd', 'output_shape': [7]} | 1 4 3 | has the output_shape [7], expected 2 sizes",
                "GlobalMaxPooling2D | {} | 1 9 | needs an input of rank 4, got (1, 9)"
            })
    void saysWhichShapeALayerCannotTake(String className, String arguments, String sizes, String expected) {
        Problems problems = Problems.none();
        Layer layer = read(className, arguments, problems).orElseThrow();
        int[] shape = java.util.Arrays.stream(sizes.split(" "))
                .mapToInt(Integer::parseInt)
                .toArray();

        assertThat(layer.outputs(List.of(Shape.of(shape)), problems)).containsExactly(Shape.UNKNOWN);
        assertThat(problems.list()).extracting(Problem::message).containsExactly(expected);
    }
}
