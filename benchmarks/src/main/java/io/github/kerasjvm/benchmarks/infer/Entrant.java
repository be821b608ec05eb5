package io.github.kerasjvm.benchmarks.infer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who takes part with a model, and how to start it.
 *
 * @param id its short name, which is that of its log
 * @param ways the names in the report, and with each the ways to try; the first that gives the right numbers is measured
 * @param command how to start it
 * @param classPath the class path of a JVM
 * @param environment variables for it
 * @param refusal why it cannot take part
 */
record Entrant(
        String id,
        Map<String, List<String>> ways,
        List<String> command,
        Optional<String> classPath,
        Map<String, String> environment,
        Optional<String> refusal) {

    ProcessBuilder process() {
        ProcessBuilder builder = new ProcessBuilder(command);
        classPath.ifPresent(path -> builder.environment().put("CLASSPATH", path));
        builder.environment().putAll(environment);
        return builder;
    }

    /** The same with the ways that gave the right numbers, and without those of which none did. */
    Entrant settled(List<Turn> turns) {
        Map<String, List<String>> right = new LinkedHashMap<>();
        for (Turn turn : turns) {
            if (ways.containsKey(turn.who())) {
                right.put(turn.who(), List.of(turn.way()));
            }
        }
        return new Entrant(id, right, command, classPath, environment, refusal);
    }

    Entrant refused(String why) {
        return new Entrant(id, ways, command, classPath, environment, Optional.of(why));
    }

    Entrant with(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Entrant(id, ways, command, classPath, more, refusal);
    }
}
