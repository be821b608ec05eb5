package io.github.kerasjvm.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kerasjvm.problem.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialectTest {

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ModelConfig read(Generation generation, String text) {
        Problems problems = Problems.none();
        ModelConfig model =
                Dialect.of(new Origin(generation, "", "tensorflow", "")).read(json(text), problems);
        assertThat(problems.list()).isEmpty();
        return model;
    }

    @Test
    void aSequentialModelAsAListBecomesAChainBehindAnInput() {
        ModelConfig model = read(Generation.KERAS_2, """
                {'class_name': 'Sequential', 'config': [
                  {'class_name': 'Dense', 'config': {'name': 'a', 'units': 2, 'batch_input_shape': [null, 3]}},
                  {'class_name': 'Dense', 'config': {'name': 'b', 'units': 1}}]}
                """);

        assertThat(model.layers()).extracting(LayerConfig::name).containsExactly("a_input", "a", "b");
        assertThat(model.layers().get(0).arguments().path("batch_shape").toString())
                .isEqualTo("[null,3]");
        assertThat(model.layers().get(2).calls()).containsExactly(call("a"));
        assertThat(model.inputs()).containsExactly(new TensorRef("a_input", 0, 0));
        assertThat(model.outputs()).containsExactly(new TensorRef("b", 0, 0));
    }

    @Test
    void theInputShapeOfASequentialModelIsFoundInANestedFirstModel() {
        ModelConfig model = read(Generation.KERAS_2, """
                {'class_name': 'Sequential', 'config': {'name': 'outer', 'layers': [
                  {'class_name': 'Sequential', 'config': {'name': 'inner', 'layers': [
                    {'class_name': 'Dense', 'config': {'name': 'a', 'units': 2, 'batch_input_shape': [null, 3]}}]}}]}}
                """);

        assertThat(model.layers().get(0).arguments().path("batch_shape").toString())
                .isEqualTo("[null,3]");
        assertThat(model.layers().get(1).model()).isPresent();
    }

    @Test
    void keras2CountsTheCallsOfANestedModelFromOne() {
        String text = """
                {'class_name': 'Model', 'config': {'name': 'm', 'layers': [
                  {'name': 'x', 'class_name': 'InputLayer', 'config': {'batch_input_shape': [null, 3]}, 'inbound_nodes': []},
                  {'name': 'inner', 'class_name': 'Sequential', 'config': {'name': 'inner', 'layers': [
                     {'class_name': 'Dense', 'config': {'name': 'a', 'units': 2}}]}, 'inbound_nodes': [[['x', 0, 0, {}]], [['x', 0, 0, {}]]]},
                  {'name': 'sum', 'class_name': 'Add', 'config': {}, 'inbound_nodes': [[['inner', 1, 0, {}], ['inner', 2, 0, {}]]]}],
                  'input_layers': [['x', 0, 0]], 'output_layers': [['sum', 0, 0]]}}
                """;

        assertThat(read(Generation.KERAS_2, text).layers().get(2).calls().get(0).inputs())
                .containsExactly(new TensorRef("inner", 0, 0), new TensorRef("inner", 1, 0));
    }

    @Test
    void keras3CallsHaveArgumentsAndAHistory() {
        ModelConfig model = read(Generation.KERAS_3, """
                {'class_name': 'Functional', 'config': {'name': 'm', 'layers': [
                  {'module': 'keras.layers', 'class_name': 'InputLayer', 'name': 'x', 'config': {'batch_shape': [null, 3]}, 'inbound_nodes': []},
                  {'module': 'keras.layers', 'class_name': 'Add', 'name': 'sum', 'config': {}, 'inbound_nodes': [
                    {'args': [[{'class_name': '__keras_tensor__', 'config': {'keras_history': ['x', 0, 0]}},
                               {'class_name': '__keras_tensor__', 'config': {'keras_history': ['x', 0, 0]}}]], 'kwargs': {'training': false}}]}],
                  'input_layers': ['x', 0, 0], 'output_layers': [['sum', 0, 0]]}}
                """);

        TensorRef x = new TensorRef("x", 0, 0);
        assertThat(model.layers().get(1).calls().get(0).inputs()).containsExactly(x, x);
        assertThat(model.layers().get(1).calls().get(0).arguments().keywords()).containsOnlyKeys("training");
        assertThat(model.inputs()).containsExactly(x);
    }

    @Test
    void anEntryWithoutModuleAndWithoutLayerArgumentsIsAnOperation() {
        JsonNode multiply = json("{'class_name': 'Multiply', 'config': {'name': 'multiply'}}");
        JsonNode layer = json("{'class_name': 'Multiply', 'config': {'name': 'multiply', 'trainable': true}}");
        Keras3Dialect dialect = new Keras3Dialect(Semantics.KERAS_3);

        assertThat(dialect.module(multiply)).contains("ops");
        assertThat(dialect.module(layer)).isEmpty();
    }

    @Test
    void theGenerationIsThatOfTheVersionOrOfTheForm() {
        JsonNode keras1 = json("{'config': [{'config': {'nb_filter': 3, 'border_mode': 'same'}}]}");
        JsonNode keras3 = json("{'config': {'layers': [{'config': {'batch_shape': [null, 2]}}]}}");

        assertThat(List.of(
                        Dialect.generation("2.2.4-tf", keras3),
                        Dialect.generation("", keras1),
                        Dialect.generation("", keras3),
                        Dialect.generation("", json("{'config': {'units': 3}}"))))
                .containsExactly(Generation.KERAS_2, Generation.KERAS_1, Generation.KERAS_3, Generation.KERAS_2);
    }

    private static Call call(String layer) {
        return Call.on(new TensorRef(layer, 0, 0));
    }
}
