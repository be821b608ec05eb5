package io.github.kerasjvm.cli;

import static io.github.kerasjvm.cli.Run.fixture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a user starts it: the script of the distribution that an earlier `mvn package` laid out. */
@Tag("slow")
class LauncherTest {

    private static final Path LAUNCHER = Path.of("target/dist/bin/keras-jvm").toAbsolutePath();
    private static final Path MODEL = fixture("reference/mnist_cnn_trained_model.h5");

    @TempDir
    private Path folder;

    @BeforeEach
    void needsTheDistributionAndAShell() {
        assumeThat(LAUNCHER).exists();
        assumeThat(Path.of("/bin/sh")).exists();
    }

    private Run start(Map<String, String> environment, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void startsFromAnyFolderThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("kj"), LAUNCHER);
        Run run = start(Map.of(), link, "inspect", MODEL, "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.json().at("/parameters/total").asLong()).isEqualTo(1_199_882);
    }

    @Test
    void handsTheExitCodeOn() throws Exception {
        assertThat(start(Map.of(), LAUNCHER, "validate", "--strict", fixture("broken/lambda.h5"))
                        .exit())
                .isEqualTo(4);
        assertThat(start(Map.of(), LAUNCHER, "inspect", "nowhere.h5").exit()).isEqualTo(3);
        assertThat(start(Map.of(), LAUNCHER, "juggle").exit()).isEqualTo(2);
    }

    @Test
    void loadsNoEngineToInspectOrValidate() throws Exception {
        for (String command : List.of("inspect", "validate")) {
            Path classes = folder.resolve("classes.txt");
            String log = "-Xlog:class+load:file=" + classes;
            assertThat(start(Map.of("KERAS_JVM_OPTS", log), LAUNCHER, command, MODEL)
                            .exit())
                    .isZero();

            assertThat(Files.readString(classes))
                    .contains("io.github.kerasjvm.model.Import")
                    .doesNotContain(" ai.onnxruntime.", " org.nd4j.", " org.bytedeco.");
        }
    }

    @Test
    void showsTheDemoWithoutAWordOfTheJvm() throws Exception {
        Run run = start(Map.of(), LAUNCHER, "demo", "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.json().path("agrees").asBoolean()).isTrue();
        assertThat(run.json().path("files"))
                .hasSize(2)
                .allSatisfy(file -> assertThat(file.path("bytes").asLong()).isPositive());
    }

    @Test
    void anOldJavaIsSaidToBeTooOld() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("old/bin"));
        Path java = Files.writeString(bin.resolve("java"), """
                #!/bin/sh
                echo 'openjdk version "11.0.2" 2019-01-15' >&2
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Run run = start(Map.of("JAVA_HOME", folder.resolve("old").toString()), LAUNCHER, "--help");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).contains("needs Java 17 or newer, and " + java + " is version 11");
    }

    @Test
    void aMissingJavaIsSaidToBeMissing() throws Exception {
        Run run = start(Map.of("JAVA_HOME", folder.toString()), LAUNCHER, "--help");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).contains("there is no Java in JAVA_HOME, " + folder);
    }
}
