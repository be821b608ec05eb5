package io.github.kerasjvm.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.problem.ImportException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML as PyYAML writes it, and YAML that means harm. */
class YamlTest {

    private static final Path FIXTURES = Path.of(System.getProperty("keras-jvm.fixtures"), "yaml");

    private static String json(String yaml) {
        return json(yaml, Limits.DEFAULT);
    }

    private static String json(String yaml, Limits limits) {
        return Yaml.toJson(new Source("m.yaml", limits), yaml);
    }

    /** The right column is what json.dumps(yaml.unsafe_load(left)) gives in Python with PyYAML 6.0.1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[yes, No, on, OFF, true, False]      | [true, false, true, false, true, false]",
                "[~, null, Null, NULL, nULL]          | [null, null, null, null, `nULL`]",
                "[0, -0, 7, +7, 1_000, -12]           | [0, 0, 7, 7, 1000, -12]",
                "[010, 0x1F, -0x1f, 0b101, 08]        | [8, 31, -31, 5, `08`]",
                "[1.0, 1., -1.5e+3, 1.0e-05, .5]      | [1.0, 1.0, -1500.0, 1.0E-5, 0.5]",
                "[1e5, 1.0e5, e, .e5, 1__0.5]         | [`1e5`, `1.0e5`, `e`, `.e5`, 10.5]",
                "[.inf, -.INF, .nan]                  | [Infinity, -Infinity, NaN]",
                "['yes', \"1\", 'it''s', \"a\\tb\"]   | [`yes`, `1`, `it's`, `a\\tb`]",
                "!!python/tuple [1, !!python/tuple []] | [1, []]",
                "[!!python/unicode 'no']              | [`no`]",
                "{a: &x [1, 2], b: *x, c: [*x, *x]}   | {`a`:[1, 2],`b`:[1, 2],`c`:[[1, 2],[1, 2]]}",
                "[!!str 1, !!float 1, !!int '3', !!bool no] | [`1`, 1, 3, false]",
                "{2: a, yes: b, '3': c}               | {`2`:`a`,`true`:`b`,`3`:`c`}"
            })
    void meansWhatPyYamlReads(String yaml, String expected) {
        assertThat(json(yaml)).isEqualTo(expected.replace('`', '"').replace(", ", ","));
    }

    @Test
    void readsBlocksAsTheyAreDumped() {
        assertThat(json("""
                        a: !!python/tuple
                        - null
                        - 50
                        b:
                        - - - x
                            - {}
                        c: 'two

                          lines'
                        """)).isEqualTo("""
                        {"a":[null,50],"b":[[["x",{}]]],"c":"two\\nlines"}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k1", "k1th", "k1obj", "k2", "tfk"})
    void opensAsOneOfTheContainersWithTheWholeTree(String name) {
        try (RawModel model = ModelReader.open(FIXTURES.resolve(name + ".yaml"), Limits.DEFAULT)) {
            assertThat(model.container()).isEqualTo(RawModel.Container.YAML);
            assertThat(model.weights()).isEmpty();
            JsonNode tree = Json.parse("yaml", model.config().orElseThrow(), Limits.DEFAULT);
            assertThat(tree.path("class_name").asText()).isEqualTo(name.startsWith("k1") ? "Sequential" : "Model");
        }
    }

    @Test
    void anObjectOfPythonIsRefusedByItsNameAndPlace() {
        assertThatThrownBy(() -> json("""
                        config:
                          max_value: !!python/object/apply:numpy.random.rand
                          - 3
                        """))
                .isInstanceOf(ImportException.Unsupported.class)
                .hasMessageContaining("!!python/object/apply:numpy.random.rand")
                .hasMessageContaining("line 2")
                .hasMessageContaining("never made here")
                .hasMessageContaining("to_json()");
        for (String harm : List.of(
                "!!python/object/apply:os.system ['id']",
                "!!python/name:os.system ''",
                "!!python/module:os ''",
                "!!python/object/new:subprocess.Popen [id]",
                "!!javax.script.ScriptEngineManager []",
                "!<tag:acme.org,2002:x> {}",
                "!!binary aGk=",
                "{!!binary aGk= : 1}",
                "!!python/name:numpy.ndarray ''",
                "!!python/name:numpy.ndarray 'x'",
                "!!python/object/apply:numpy.dtype {args: [f4, 0, 1], state: [3, <, ~, ~, ~, -1, -1, 0]}",
                "!!python/object/apply:builtins.eval ['1']",
                "!!python/object/apply:builtins.list [[1]]",
                "!!set {}",
                "!!set {a}")) {
            assertThatThrownBy(() -> json(harm)).as(harm).isInstanceOf(ImportException.Unsupported.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"k1obj", "k2obj", "tfkobj", "objects"})
    void objectsThatKerasWroteAsDataAreWhatItsJsonHas(String name) throws Exception {
        String yaml = Files.readString(FIXTURES.resolve(name + ".yaml"));
        String expected = Files.readString(FIXTURES.resolve(name + ".json"));
        assertThat(yaml).contains("!!python/object/apply:numpy.core.multiarray");
        assertThat(Json.parse("yaml", json(yaml), Limits.DEFAULT))
                .isEqualTo(Json.parse("json", expected, Limits.DEFAULT));
    }

    /** As PyYAML 3.13 dumps numbers of NumPy 1.16 in Python 2.7: bytes that are text are written as text. */
    @Test
    void readsNumbersAsPython2WritesThem() {
        assertThat(json("""
                        - !!python/object/apply:numpy.core.multiarray.scalar
                          - &id001 !!python/object/apply:numpy.dtype
                            args: [i8, 0, 1]
                            state: !!python/tuple [3, <, null, null, null, -1, -1, 0]
                          - "\\x12\\0\\0\\0\\0\\0\\0\\0"
                        - !!python/object/apply:numpy.core.multiarray.scalar
                          - *id001
                          - "DCBA\\0\\0\\0\\0"
                        - !!python/object/apply:numpy.core.multiarray.scalar
                          - *id001
                          - !!binary |
                            w+kAAAAAAAA=
                        - !!python/object/apply:numpy.core.multiarray._reconstruct
                          args:
                          - !!python/name:numpy.ndarray ''
                          - !!python/tuple [0]
                          - b
                          state: !!python/tuple
                          - 1
                          - !!python/tuple [2, 2]
                          - !!python/object/apply:numpy.dtype
                            args: [u1, 0, 1]
                            state: !!python/tuple [3, '|', null, null, null, -1, -1, 0]
                          - false
                          - "\\x01\\x02\\x03\\x04"
                        - !!python/long '7'
                        """)).isEqualTo("[18,1094861636,59843,[[1,2],[3,4]],7]");
    }

    /** As tf.keras of TensorFlow 1.13 dumps the axis of BatchNormalization; 1.14 does the same under other names. */
    @ParameterizedTest
    @ValueSource(strings = {"checkpointable", "tracking"})
    void readsTheListsOfOldTensorFlow(String folder) {
        String list = """
                axis: !!python/object/new:tensorflow.python.training.%s.data_structures._ListWrapper
                  listitems:
                  - 3
                  state:
                    _external_modification: false
                    _extra_variables: []
                    _last_wrapped_list_snapshot:
                    - 3
                    _name_based_restores: !!set {}
                    _non_append_mutation: false
                    _setattr_tracking: true
                    _storage:
                    - 3
                    _unconditional_checkpoint_dependencies: []
                    _unconditional_deferred_dependencies: {}
                    _unconditional_dependency_names: {}
                    _update_uid: -1
                    trainable: true
                """.formatted(folder);
        assertThat(json(list)).isEqualTo("{\"axis\":[3]}");
        assertThatThrownBy(() -> json(list.replace("_storage:\n    - 3", "_storage:\n    - 2")))
                .isInstanceOf(ImportException.Unsupported.class);
    }

    /** As NumPy 1.18 and later write a dtype, and TensorFlow 2.3 a tuple that it tracks. */
    @Test
    void readsWhatLaterVersionsWrite() {
        assertThat(json("""
                        - !!python/object/apply:numpy.core.multiarray.scalar
                          - !!python/object/apply:numpy.dtype
                            args: [f8, false, true]
                            state: !!python/tuple [3, <, null, null, null, -1, -1, 0]
                          - !!binary |
                            AAAAAAAAH0A=
                        - !!python/object/apply:builtins.tuple
                          - !!python/tuple
                            - 1
                            - !!python/object/apply:tensorflow.python.training.tracking.data_structures.ListWrapper
                              - - 2
                        """)).isEqualTo("[7.75,[1,[2]]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "AAAAAA==                ; AAAAAAA=",
                "[f4, 0, 1]              ; [U1, 0, 1]",
                "[f4, 0, 1]              ; [O8, 0, 1]",
                "[f4, 0, 1]              ; [c8, 0, 1]",
                "[f4, 0, 1]              ; [f4, 1, 1]",
                "[f4, 0, 1]              ; [f4, 0, 1, 1]",
                "[3, <                   ; [4, <",
                "[3, <                   ; [3, '|'",
                "-1, -1, 0]              ; 4, 4, 8]",
                "[3, <                   ; [3, '='",
                "tuple []                ; tuple [2]",
                "tuple []                ; tuple [-1]",
                "tuple []                ; tuple [4294967297]",
                "tuple []                ; tuple [65536, 65536, 65536, 65536, 0]",
                "tuple []                ; tuple [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,"
                        + " 1, 1, 1, 1, 1, 1, 1, 1]",
                "name:numpy.ndarray      ; name:numpy.matrix",
                "name:numpy.ndarray      ; name:os.system",
                "[0]                     ; [1]",
                "Yg==                    ; YQ==",
                "false                   ; 0",
                "state: !!python/tuple [1 ; state: !!python/tuple [2",
                "args: [!!               ; kwds: {}, args: [!!",
            })
    void anArrayOfAnotherFormIsRefusedByItsName(String part, String other) {
        String array = """
                {a: !!python/object/apply:numpy.core.multiarray._reconstruct
                  {args: [!!python/name:numpy.ndarray '', !!python/tuple [0], !!binary Yg==],
                   state: !!python/tuple [1, !!python/tuple [], !!python/object/apply:numpy.dtype
                     {args: [f4, 0, 1], state: !!python/tuple [3, <, null, null, null, -1, -1, 0]},
                     false, !!binary AAAAAA==]}}
                """;
        assertThat(json(array)).isEqualTo("{\"a\":0.0}");
        assertThat(array).contains(part);
        assertThatThrownBy(() -> json(array.replace(part, other)))
                .isInstanceOf(ImportException.Unsupported.class)
                .hasMessageContaining("\"!!python/")
                .hasMessageContaining("at line ")
                .hasMessageContaining("to_json()");
    }

    @Test
    void arraysEndAtTheLimit() {
        String bomb = """
                - &a !!python/object/apply:numpy.core.multiarray._reconstruct
                  args: [!!python/name:numpy.ndarray '', !!python/tuple [0], !!binary Yg==]
                  state: !!python/tuple [1, !!python/tuple [%s], !!python/object/apply:numpy.dtype
                    {args: [f4, 0, 1], state: !!python/tuple [3, <, null, null, null, -1, -1, 0]},
                    false, !!binary %s]
                %s""";
        String zeros = Base64.getEncoder().encodeToString(new byte[4000]);
        for (String text : List.of(
                bomb.formatted("2147483647, 0", "''", ""), bomb.formatted("1000", zeros, "- *a\n".repeat(1000)))) {
            assertThatThrownBy(() -> json(text, Limits.DEFAULT.with("configBytes", 100_000)))
                    .isInstanceOf(ImportException.OverLimit.class)
                    .hasMessageContaining("--limit configBytes=");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 1\\na: 2                 | line 2, column 1: the key \"a\" comes a second time",
                "a: 1\\na: 2                 | Give the lines before line 2, and those from it on, as two files",
                "{a: 1, b: 1, b: 2}          | the key \"b\" comes a second time",
                "a: 1\\n--- \\nb: 2          | a second document begins",
                "a: *b                       | the alias *b stands for nothing",
                "a: &b [*b]                  | the alias *b stands for what it lies in",
                "{[1]: 2}                    | a key is a list or a mapping",
                "<<: {a: 1}                  | \"<<\" is a date, a merge or the like",
                "a: 2020-01-02               | \"2020-01-02\" is a date",
                "a: 1:30                     | \"1:30\" is a date, a merge or the like",
                "a: !!binary '*'             | at line 1, column 4: no Base64",
                "a: [1, 2                    | at line 1",
                "a: 1\\n\\tb: 2              | at line 2"
            })
    void whatIsNotOneArchitectureIsRefused(String yaml, String expected) {
        assertThatThrownBy(() -> json(yaml.replace("\\n", "\n").replace("\\t", "\t")))
                .isInstanceOf(ImportException.Broken.class)
                .hasMessageContaining(expected);
    }

    @Test
    void aliasesOfAliasesEndAtTheLimit() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9)));
        }
        assertThatThrownBy(() -> json(bomb.toString(), Limits.DEFAULT.with("configBytes", 100_000)))
                .isInstanceOf(ImportException.OverLimit.class)
                .hasMessageContaining("--limit configBytes=");
    }

    @Test
    void depthIsBoundedInTheTextAndByAliases() {
        assertThatThrownBy(() -> json("[".repeat(1_000_000)))
                .isInstanceOf(ImportException.OverLimit.class)
                .hasMessageContaining("jsonDepth");
        StringBuilder deep = new StringBuilder("class_name: x\na0: &a0 []\n");
        for (int i = 1; i <= 500; i++) {
            deep.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }
        byte[] bytes = deep.toString().getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ModelReader.openBytes("m.yaml", bytes, Limits.DEFAULT))
                .isInstanceOf(ImportException.OverLimit.class)
                .hasMessageContaining("jsonDepth");
    }

    @Test
    void anyCutEndsInARefusalOrAWholeModel() throws Exception {
        byte[] whole = Files.readAllBytes(FIXTURES.resolve("k2.yaml"));
        for (int length = 1; length < whole.length; length += 7) {
            byte[] part = java.util.Arrays.copyOf(whole, length);
            try (RawModel model = ModelReader.openBytes("cut.yaml", part, Limits.DEFAULT)) {
                assertThat(model.config()).isPresent();
            } catch (ImportException e) {
                assertThat(e.problems()).isNotEmpty();
            }
        }
    }
}
