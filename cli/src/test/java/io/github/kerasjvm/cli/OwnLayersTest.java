package io.github.kerasjvm.cli;

import static io.github.kerasjvm.cli.Run.fixture;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide's example, compiled and packed as a user would, and given to the commands. */
class OwnLayersTest {

    private static final String SERVICE = "META-INF/services/io.github.kerasjvm.layer.LayerProvider";

    @TempDir
    private static Path folder;

    private static Path jar;

    @BeforeAll
    static void compileAndPack() throws IOException {
        Path classes = compiled();
        jar = packed("acme.jar", classes, "com.acme.AcmeLayers");
    }

    private static Path compiled() throws IOException {
        Path source = folder.resolve("AcmeLayers.java");
        try (InputStream in = OwnLayersTest.class.getResourceAsStream("/layers/AcmeLayers.java")) {
            Files.copy(in, source);
        }
        Path classes = Files.createDirectory(folder.resolve("classes"));
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(exit).isZero();
        return classes;
    }

    private static Path packed(String name, Path classes, String provider) throws IOException {
        Path file = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file));
                Stream<Path> all = Files.walk(classes)) {
            for (Path member : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(member).toString().replace('\\', '/')));
                out.write(Files.readAllBytes(member));
            }
            if (!provider.isEmpty()) {
                out.putNextEntry(new JarEntry(SERVICE));
                out.write(provider.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"k3.keras", "k3.h5", "tfk.h5"})
    void theJarGivesWhatKerasComputes(String model) {
        Run run = Run.of("verify", fixture("own/" + model), "--engine", "reference", "--layers", jar);

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(Run.of("verify", fixture("own/" + model), "--engine", "onnxruntime", "--layers", jar)
                        .exit())
                .isZero();
        assertThat(Run.of("validate", fixture("own/" + model), "--layers", jar).exit())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"k3.keras", "k3.h5", "tfk.h5"})
    void withoutTheJarBothLayersAreRefusedByNameAndStillShown(String model) {
        Run verify = Run.of("verify", fixture("own/" + model));
        Run inspect = Run.of("inspect", fixture("own/" + model));

        assertThat(verify.exit()).isEqualTo(4);
        assertThat(verify.err()).contains("twice", "KJ-LAYER-1", "shift (Lambda)", "KJ-CODE-1", "--layers");
        assertThat(inspect.exit()).isZero();
        assertThat(inspect.out()).contains("first (Dense)", "last (Dense)", "shift (Lambda)", "2 problems keep it");
    }

    @Test
    void exportsLikeAnyOtherLayer() {
        Path onnx = folder.resolve("own.onnx");

        assertThat(Run.of("convert", fixture("own/k3.keras"), onnx, "--layers", jar)
                        .exit())
                .isZero();
        assertThat(onnx).isNotEmptyFile();
    }

    @Test
    void aJarThatIsNoneIsSaidToBeSo() throws IOException {
        Path model = fixture("own/k3.keras");
        Path classes = folder.resolve("classes");
        Path absent = folder.resolve("absent.jar");
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        Path silent = packed("silent.jar", classes, "");
        Path wrong = packed("wrong.jar", classes, "com.acme.Nobody");

        assertThat(problem(model, absent)).contains("there is no such file");
        assertThat(problem(model, text)).contains("is no jar");
        assertThat(problem(model, silent)).contains("has no " + SERVICE);
        assertThat(problem(model, wrong)).contains("com.acme.Nobody");
    }

    private static String problem(Path model, Path file) {
        Run run = Run.of("inspect", model, "--layers", file);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        return run.err();
    }

    @Test
    void theGuideShowsThisExample() throws IOException {
        List<String> guide = Files.readAllLines(
                Run.FIXTURES.resolve("../../../../../../../../docs/guide.md").normalize());
        String example;
        try (InputStream in = getClass().getResourceAsStream("/layers/AcmeLayers.java")) {
            example = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        List<String> shown =
                guide.subList(guide.indexOf("public final class AcmeLayers implements LayerProvider {"), guide.size());
        assertThat(example).contains(String.join("\n", shown.subList(0, shown.indexOf("}") + 1)));
    }
}
