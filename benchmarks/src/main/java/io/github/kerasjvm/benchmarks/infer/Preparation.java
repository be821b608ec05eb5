package io.github.kerasjvm.benchmarks.infer;

import io.github.kerasjvm.export.keras.Keras3Writer;
import io.github.kerasjvm.model.Import;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes what the contenders need and is not there yet: models by Keras, and Keras's exports of all.
 *
 * @param keras a Python with Keras 3
 * @param scripts the folder of the scripts
 * @param work where to put what is made
 * @param progress takes what is under way
 */
record Preparation(Optional<String> keras, Path scripts, Path work, PrintStream progress) {

    void models() throws IOException {
        Files.createDirectories(work);
        if (keras.isPresent()) {
            python("make_models.py", List.of(work.toString()));
        }
    }

    void exports(List<Subject> subjects) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(work.toString()));
        for (Subject subject : subjects) {
            if (!Files.exists(subject.keras3())) {
                Import source = Import.of(subject.file());
                Keras3Writer.of(source, source.load()).write(subject.keras3());
            }
            if (!Files.exists(subject.onnx()) || !Files.exists(subject.legacy())) {
                arguments.add(subject.keras3().toString());
            }
        }
        if (keras.isPresent() && arguments.size() > 1) {
            python("export_models.py", arguments);
        }
    }

    private void python(String script, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(keras.orElseThrow(), scripts.resolve(script).toString()));
        command.addAll(arguments);
        progress.println(script + " " + String.join(" ", arguments));
        Path log = work.resolve(script + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(script + " failed; see " + log);
        }
    }
}
