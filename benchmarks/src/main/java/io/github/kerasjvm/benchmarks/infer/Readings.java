package io.github.kerasjvm.benchmarks.infer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All that was measured, and what could not be. */
final class Readings {

    private final Map<Key, List<Double>> values = new LinkedHashMap<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    private record Key(String model, String who, int threads, Reading.What what, int size) {}

    /**
     * Something that a reader has to know.
     *
     * @param model the model
     * @param who whom it is about
     * @param text what
     */
    record Remark(String model, String who, String text) {}

    void add(String model, String who, int threads, Reading.What what, int size, double... more) {
        List<Double> list = values.computeIfAbsent(new Key(model, who, threads, what, size), key -> new ArrayList<>());
        Arrays.stream(more).forEach(list::add);
    }

    void remark(String model, String who, String text) {
        Remark remark = new Remark(model, who, text);
        if (!remarks.contains(remark)) {
            remarks.add(remark);
        }
    }

    void name(String who, String fullName) {
        names.put(who, fullName);
    }

    /** What everybody says that they are, by their names in the report. */
    Map<String, String> names() {
        return names;
    }

    List<Remark> remarks() {
        return remarks;
    }

    List<Reading> all() {
        return values.entrySet().stream()
                .map(entry -> reading(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Reading reading(Key key, List<Double> list) {
        double[] numbers = list.stream().mapToDouble(Double::doubleValue).toArray();
        return new Reading(key.model, key.who, key.threads, key.what, key.size, numbers);
    }

    Optional<Reading> find(String model, String who, int threads, Reading.What what, int size) {
        Key key = new Key(model, who, threads, what, size);
        return Optional.ofNullable(values.get(key)).map(list -> reading(key, list));
    }

    /** One's number as a multiple of another's; see {@link Reading#typical}. */
    Optional<Double> ratio(String model, String of, String to, int threads, Reading.What what, int size) {
        return find(model, of, threads, what, size)
                .flatMap(one -> find(model, to, threads, what, size).map(other -> one.typical() / other.typical()));
    }

    /** All of some kind, in the order in which they were measured. */
    List<Reading> of(Reading.What what) {
        return all().stream().filter(reading -> reading.what() == what).toList();
    }

    /** The raw numbers. */
    ObjectNode json(Map<String, String> machine) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        machine.forEach(json.putObject("machine")::put);
        names.forEach(json.putObject("contenders")::put);
        ArrayNode list = json.putArray("readings");
        for (Reading reading : all()) {
            ObjectNode one = list.addObject()
                    .put("model", reading.model())
                    .put("who", reading.who())
                    .put("threads", reading.threads())
                    .put("what", reading.what().name().toLowerCase(Locale.ROOT))
                    .put("size", reading.size());
            ArrayNode numbers = one.putArray("values");
            Arrays.stream(reading.values()).forEach(numbers::add);
        }
        ArrayNode said = json.putArray("remarks");
        remarks.forEach(remark -> said.addObject()
                .put("model", remark.model())
                .put("who", remark.who())
                .put("text", remark.text()));
        return json;
    }
}
