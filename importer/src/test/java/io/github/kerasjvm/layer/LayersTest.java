package io.github.kerasjvm.layer;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersTest {

    @Test
    void everyKindOfLayerIsInTheList() {
        List<String> written = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.github.kerasjvm.layer")
                        .stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getRawType().isEquivalentTo(Kind.class))
                        .map(LayersTest::className)
                        .toList();

        assertThat(Layers.OF_KERAS.stream().map(Kind::className)).containsExactlyInAnyOrderElementsOf(written);
    }

    private static String className(JavaField field) {
        try {
            return ((Kind<?>) field.reflect().get(null)).className();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noTwoKindsShareAClassName() {
        List<String> names = Layers.OF_KERAS.stream()
                .flatMap(kind -> kind.classNames().stream())
                .toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void everyKindHasItsLineForTheDocumentation() {
        assertThat(Layers.OF_KERAS)
                .allSatisfy(kind -> assertThat(kind.doc()).isNotEmpty().doesNotEndWith("."));
    }
}
