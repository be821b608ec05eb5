package io.github.kerasjvm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call that is stored with {@code training=True}: it flips at inference in Keras 2, and does nothing in Keras 3. */
class StoredTrainingTest {

    @TempDir
    private Path folder;

    private Inspection inspect(String json) throws IOException {
        return Import.of(Files.writeString(folder.resolve("model.json"), json.replace('\'', '"')))
                .inspect();
    }

    @Test
    void isRefusedInKeras2() throws IOException {
        Inspection inspection = inspect("""
                {'class_name': 'Functional', 'keras_version': '2.15.0', 'backend': 'tensorflow', 'config': {'name': 'm', 'layers': [
                 {'class_name': 'InputLayer', 'name': 'x', 'config': {'name': 'x', 'batch_input_shape': [null, 4, 4, 3]}, 'inbound_nodes': []},
                 {'class_name': 'RandomFlip', 'name': 'flip', 'config': {'name': 'flip', 'mode': 'horizontal', 'rng_type': 'stateful'},
                  'inbound_nodes': [[['x', 0, 0, {'training': true}]]]}],
                 'input_layers': [['x', 0, 0]], 'output_layers': [['flip', 0, 0]]}}
                """);
        assertThat(inspection.problems())
                .extracting(problem -> problem.argument() + " " + problem.message())
                .containsExactly("training is given in a call as true");
    }

    @Test
    void changesNothingInKeras3() throws IOException {
        Inspection inspection = inspect("""
                {'class_name': 'Functional', 'module': 'keras.src.models.functional', 'config': {'name': 'm', 'layers': [
                 {'class_name': 'InputLayer', 'module': 'keras.layers', 'name': 'x', 'config': {'name': 'x', 'batch_shape': [null, 4, 4, 3]}, 'inbound_nodes': []},
                 {'class_name': 'RandomFlip', 'module': 'keras.layers', 'name': 'flip', 'config': {'name': 'flip', 'mode': 'horizontal'},
                  'inbound_nodes': [{'args': [{'class_name': '__keras_tensor__', 'config': {'keras_history': ['x', 0, 0]}}],
                                     'kwargs': {'training': true}}]}],
                 'input_layers': [['x', 0, 0]], 'output_layers': [['flip', 0, 0]]}}
                """);
        assertThat(inspection.problems()).isEmpty();
    }
}
