package io.github.kerasjvm.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What opens strangers' files has no means to run what is in them, or to reach out of them. */
class NothingFromTheFileRunsTest {

    private static final String[] IMPORTER = {"tensor", "problem", "op", "read", "config", "layer", "model"};

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(java.util.Arrays.stream(IMPORTER)
                    .map(name -> "io.github.kerasjvm." + name)
                    .toArray(String[]::new));

    @Test
    void usesNoReflectionNetworkOrScripts() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang.reflect..",
                        "java.net..",
                        "java.rmi..",
                        "javax.naming..",
                        "javax.script..",
                        "javax.tools..",
                        "sun.misc..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "java.io.ObjectInputStream",
        "java.lang.ProcessBuilder",
        "java.lang.ClassLoader",
        "java.util.ServiceLoader",
        "java.beans.XMLDecoder"
    })
    void neverUses(String type) {
        noClasses().should().dependOnClassesThat().areAssignableTo(type).check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "java.lang.Class, forName|newInstance",
        "java.lang.Runtime, exec|load|loadLibrary",
        "java.lang.System, load|loadLibrary"
    })
    void neverCalls(String type, String methods) {
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching(methods)).and(target(owner(assignableTo(type)))))
                .check(CLASSES);
    }

    @Test
    void bindsNoJsonToClasses() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.fasterxml.jackson.databind.ObjectMapper")
                .check(CLASSES);
    }
}
