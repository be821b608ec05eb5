package io.github.kerasjvm.cli;

import static io.github.kerasjvm.cli.Run.fixture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinetuneTest {

    private static final Path MODEL = fixture("training/k3_two_outputs/before.keras");
    private static final Path DATA = fixture("training/image.npz");

    @TempDir
    private Path folder;

    @Test
    void trainsAndGoesOn() throws IOException {
        Path out = folder.resolve("tuned.keras");
        Path history = folder.resolve("history.csv");
        Run first = Run.of(
                "finetune",
                MODEL,
                "--data",
                DATA,
                "--epochs",
                "2",
                "--batch",
                "16",
                "--validation-split",
                "0.25",
                "--out",
                out,
                "--history",
                history,
                "--engine",
                "reference");
        assertThat(first.exit()).isZero();
        assertThat(first.out()).startsWith(out + ": 2 of 2 epochs on reference").contains("val_loss: ");
        assertThat(first.err()).contains("Epoch 1/2  ").contains("kind_accuracy: ");
        assertThat(history).content().startsWith("epoch,loss,kind_loss,size_loss,kind_accuracy,size_mae,val_loss,");

        Run more = Run.of(
                "finetune",
                MODEL,
                "--data",
                DATA,
                "--epochs",
                "3",
                "--batch",
                "16",
                "--validation-split",
                "0.25",
                "--out",
                out,
                "--resume",
                "--engine",
                "reference",
                "--json");
        assertThat(more.exit()).isZero();
        JsonNode answer = more.json();
        assertThat(answer.path("history")).hasSize(3);
        assertThat(answer.path("stopped").asBoolean()).isFalse();
        assertThat(answer.path("history").get(2).path("val_size_mae").asDouble())
                .isPositive();
    }

    @Test
    void replacesOnlyWhenTold() throws IOException {
        Path out = Files.writeString(folder.resolve("tuned.keras"), "precious");
        Run refused = Run.of("finetune", MODEL, "--data", DATA, "--out", out);

        assertThat(refused.exit()).isEqualTo(6);
        assertThat(refused.err())
                .contains(out + ": exists already. Replace it with --force, or go on with it with --resume");
        assertThat(out).hasContent("precious");
        assertThat(Run.of("finetune", MODEL, "--data", DATA, "--out", out, "--force")
                        .exit())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --epochs 0                                   | 2 | --epochs, --batch and --steps-per-epoch are numbers of 1 or more
            --validation-split 1                         | 2 | --validation-split is a share above 0 and below 1
            --reduce-on-plateau 2,3                      | 2 | --reduce-on-plateau is [2.0, 3.0], expected a factor below 1
            --monitor loss                               | 2 | --monitor is for --early-stopping
            --early-stopping 1 --monitor val_loss        | 6 | there is no val_loss to go by
            --learning-rate -1                           | 2 | --learning-rate is -1.0, expected more than 0
            --augment spin=3                             | 2 | --augment: spin is not an option
            --optimizer nothing                          | 4 | the optimizer Nothing does not run here
            --loss nothing                               | 4 | the loss nothing is not one of Keras's
            --freeze base/*                              | 4 | no layer has a path like "base/*", which is to be frozen
            --new-head 0                                 | 2 | --new-head is 0, expected 1 class or more
            --new-head 4                                 | 4 | 2 outputs, each with a head of its own: kind, size. Name
            --new-head 4 --head flat                     | 4 | no way leads from a layer flat through layers without weights
            --freeze-base                                | 2 | --head, --head-activation and --freeze-base are for use with
            --fresh --weights x.h5 --weights-by name     | 2 | --new-head and --fresh are for whole models
            --class-weight 0=2                           | 6 | weights of classes are for models with one output
            """)
    void saysWhatIsWrong(String arguments, int exit, String message) {
        Object[] all = new Object[6 + arguments.split(" ").length];
        Object[] given = {"finetune", MODEL, "--data", DATA, "--out", folder.resolve("tuned.keras")};
        System.arraycopy(given, 0, all, 0, 6);
        System.arraycopy(arguments.split(" "), 0, all, 6, all.length - 6);
        Run run = Run.of(all);

        assertThat(run.err()).contains(message);
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aModelThatIsNotCompiledNeedsBoth() {
        Path out = folder.resolve("tuned.keras");
        Path model = fixture("layer/dense/k3_cl.keras");
        Run refused = Run.of("finetune", model, "--data", DATA, "--out", out);
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).doesNotContain("Exception");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void beginsWithANewHead() {
        Path out = folder.resolve("tuned.keras");
        Run run = Run.of(
                "finetune",
                MODEL,
                "--data",
                DATA,
                "--new-head",
                "4",
                "--head",
                "kind",
                "--freeze-base",
                "--out",
                out,
                "--engine",
                "reference",
                "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.json().path("notes").get(0).asText())
                .isEqualTo("the head is new: kind (Dense) has 4 units in place of 3; the optimizer began anew");
        assertThat(run.json().path("notes").get(1).asText()).endsWith("other layers are frozen");
        assertThat(run.json().path("history")).hasSize(1);
    }

    @Test
    void aBinaryModelNeedsAnotherLossForClasses() {
        Path out = folder.resolve("tuned.h5");
        Path model = fixture("head/tfk_binary.h5");
        Run refused = Run.of("finetune", model, "--data", DATA, "--new-head", "3", "--out", out);
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.err())
                .contains("BinaryCrossentropy for one unit")
                .contains("sparse_categorical_crossentropy");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void otherTrainingsAreVerified() throws IOException {
        Run run = Run.of("verify", "--training", fixture("training"), "--json");
        assertThat(run.exit()).isZero();
        try (Stream<Path> recorded = Files.list(fixture("training"))) {
            assertThat(run.json().path("totals").path("match").asLong())
                    .isEqualTo(recorded.filter(Files::isDirectory).count());
        }
        assertThat(run.json().path("cases").get(0).path("maxWeightRel").asDouble())
                .isLessThan(1e-3);
    }
}
