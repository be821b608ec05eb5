package io.github.kerasjvm.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Terminal terminal(String tty, String encoding, Map<String, String> environment) {
        Properties properties = new Properties();
        properties.setProperty("keras-jvm.tty", tty);
        properties.setProperty("native.encoding", encoding);
        return Terminal.of(out, err, properties, environment);
    }

    @Test
    void coloursOnlyWhereAPersonLooks() {
        assertThat(terminal("12", "UTF-8", Map.of()).hasColour()).isTrue();
        assertThat(terminal("", "UTF-8", Map.of()).hasColour()).isFalse();
        assertThat(terminal("12", "UTF-8", Map.of("NO_COLOR", "1")).hasColour()).isFalse();
        assertThat(terminal("12", "UTF-8", Map.of("TERM", "dumb")).hasColour()).isFalse();
    }

    @Test
    void isAsWideAsItsWindowOrAsNothingIsShortened() {
        assertThat(terminal("", "UTF-8", Map.of("COLUMNS", "90")).columns()).isEqualTo(90);
        assertThat(terminal("", "UTF-8", Map.of("COLUMNS", "x")).columns()).isEqualTo(112);
    }

    @Test
    void coloursAreLeftOutOfPlainText() {
        Terminal coloured = terminal("12", "UTF-8", Map.of());

        assertThat(new Page(new PrintWriter(out), coloured).bad("no")).isEqualTo("\u001b[31mno\u001b[0m");
        assertThat(new Page(new PrintWriter(out), coloured.plain()).bad("no")).isEqualTo("no");
    }

    @Test
    void signsBeyondAsciiAreReplacedWhereThereAreNone() {
        assertThat(terminal("", "US-ASCII", Map.of()).shown("layer(…) · 2")).isEqualTo("layer(...) * 2");
        assertThat(terminal("", "UTF-8", Map.of()).shown("layer(…)")).isEqualTo("layer(…)");
    }

    @Test
    void progressIsDrawnOnATerminalAndWipedInTheEnd() throws InterruptedException {
        try (Progress progress = new Progress(terminal("2", "UTF-8", Map.of()), "rows")) {
            Thread.sleep(150);
            progress.update(50, 200);
        }

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("[======                  ] 50 of 200 rows", "left")
                .endsWith("\r\u001b[K");
    }

    @Test
    void progressIsSilentElsewhere() throws InterruptedException {
        try (Progress progress = new Progress(terminal("1", "UTF-8", Map.of()), "rows")) {
            Thread.sleep(150);
            progress.update(50, 200);
        }

        assertThat(err.size()).isZero();
    }
}
