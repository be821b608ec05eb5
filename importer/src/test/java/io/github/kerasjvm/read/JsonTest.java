package io.github.kerasjvm.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.problem.ImportException;
import org.junit.jupiter.api.Test;

class JsonTest {

    private static JsonNode parse(String text) {
        return Json.parse("m.json", text, Limits.DEFAULT);
    }

    @Test
    void keepsEveryKindOfValue() {
        JsonNode tree = parse("""
                {"text": "a\\u00e9", "int": 1, "long": 5000000000, "big": 123456789012345678901234567890,
                 "real": 1e-3, "no": NaN, "inf": -Infinity, "yes": true, "none": null, "list": [[], {}, [1, "x"]]}
                """);
        assertThat(tree.get("text").textValue()).isEqualTo("aé");
        assertThat(tree.get("int").isInt()).isTrue();
        assertThat(tree.get("long").longValue()).isEqualTo(5_000_000_000L);
        assertThat(tree.get("big").isBigInteger()).isTrue();
        assertThat(tree.get("real").doubleValue()).isEqualTo(1e-3);
        assertThat(tree.get("no").doubleValue()).isNaN();
        assertThat(tree.get("inf").doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(tree.get("yes").booleanValue()).isTrue();
        assertThat(tree.get("none").isNull()).isTrue();
        assertThat(tree.get("list").get(2).get(1).textValue()).isEqualTo("x");
        assertThat(parse("3").intValue()).isEqualTo(3);
    }

    @Test
    void aKeyThatComesTwiceIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> parse("{\"a\": 1,\n \"a\": 2}"))
                .isInstanceOf(ImportException.Broken.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("'a'")
                .hasMessageContaining("KJ-CONF-1");
    }

    @Test
    void whatIsCutOffOrContinuedIsRefused() {
        for (String text : new String[] {"", "{", "[1,", "{\"a\":", "{\"a\"", "\"x", "{} {}", "[1 2]", "tru", "nan"}) {
            assertThatThrownBy(() -> parse(text))
                    .as(text)
                    .isInstanceOf(ImportException.Broken.class)
                    .hasMessageContaining("not well-formed JSON");
        }
    }

    @Test
    void depthAndLengthAreBoundedByNamedLimits() {
        assertThatThrownBy(() -> parse("[".repeat(100_000)))
                .isInstanceOf(ImportException.OverLimit.class)
                .hasMessageContaining("--limit jsonDepth=401");
        assertThat(parse("[".repeat(400) + "]".repeat(400)).isArray()).isTrue();
        assertThatThrownBy(() -> Json.parse("m", "[1, 2, 3]", Limits.DEFAULT.with("configBytes", 5)))
                .hasMessageContaining("--limit configBytes=9");
        assertThatThrownBy(() -> parse("1".repeat(2000))).isInstanceOf(ImportException.Broken.class);
    }

    @Test
    void aFieldIsTakenWordForWord() {
        Source source = new Source("m", Limits.DEFAULT);
        String text = "{ \"a\" : [1, {\"b\": 2}] , \"b\":\"x\\n\", \"c\": -1.50 , \"d\": { } }";
        assertThat(Json.field(source, text, "a")).isEqualTo("[1, {\"b\": 2}]");
        assertThat(Json.field(source, text, "b")).isEqualTo("\"x\\n\"");
        assertThat(Json.field(source, text, "c")).isEqualTo("-1.50");
        assertThat(Json.field(source, text, "d")).isEqualTo("{ }");
        assertThat(Json.field(source, text, "e")).isNull();
    }
}
