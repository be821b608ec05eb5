package io.github.kerasjvm.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One way through the house: a package never uses one behind it. */
class PackageOrderTest {

    private static final String ROOT = "io.github.kerasjvm.";

    /** The packages of the importer, from the base up. */
    private static final List<String> IMPORTER = List.of("tensor", "problem", "op", "read", "config", "layer", "model");

    private static final List<String> RUNTIME = List.of(
            "data",
            "precision",
            "export",
            "engine",
            "augment",
            "runtime",
            "loss",
            "metric",
            "train",
            "evaluate",
            "verify",
            "dl4j",
            "cli");

    private static final List<String> ORDER =
            Stream.concat(IMPORTER.stream(), RUNTIME.stream()).toList();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.kerasjvm");

    private static Stream<String> packages() {
        return ORDER.stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void noPackageUsesOneBehindIt(String name) {
        String[] behind = ORDER.stream()
                .skip(ORDER.indexOf(name) + 1L)
                .map(later -> ROOT + later + "..")
                .toArray(String[]::new);

        if (behind.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + name + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(behind)
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void everyPackageHasItsPlace() {
        assertThat(CLASSES.stream()
                        .map(type ->
                                type.getPackageName().substring(ROOT.length()).split("\\.")[0])
                        .distinct())
                .isSubsetOf(ORDER);
    }

    @Test
    void noTwoPackagesOfTheCommandLineUseEachOther() {
        slices().matching(ROOT + "cli.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void readingKnowsNothingOfWhatIsReadFor() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "read..", ROOT + "config..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "op..")
                .check(CLASSES);
    }

    @Test
    void theImporterNeedsNoNativeLibrary() {
        String[] importer = IMPORTER.stream().map(name -> ROOT + name + "..").toArray(String[]::new);

        noClasses()
                .that()
                .resideInAnyPackage(importer)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..", "org.nd4j..", "org.deeplearning4j..", "org.bytedeco..")
                .check(CLASSES);
    }
}
