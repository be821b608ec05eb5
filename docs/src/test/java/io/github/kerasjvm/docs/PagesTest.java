package io.github.kerasjvm.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The generated pages are what the code says; {@code -Ddocs.update} writes them. */
class PagesTest {

    private static final Map<String, String> PAGES =
            Map.of("layers.md", LayersPage.text(), "errors.md", ErrorsPage.text(), "dl4j.md", Dl4jPage.text());

    @TestFactory
    Stream<DynamicTest> pageIsWhatTheCodeSays() {
        return PAGES.entrySet().stream()
                .map(page ->
                        DynamicTest.dynamicTest(page.getKey(), () -> check(Path.of(page.getKey()), page.getValue())));
    }

    private static void check(Path page, String text) throws IOException {
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(page, text);
        }
        assertThat(Files.readString(page))
                .as("%s is out of date; renew it with mvn -pl docs -am verify -Ddocs.update=true", page)
                .isEqualTo(text);
    }
}
