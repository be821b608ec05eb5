package io.github.kerasjvm.benchmarks.device;

import io.github.kerasjvm.engine.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The options of a comparison of devices.
 *
 * @param device what is compared with the processor
 * @param models the files
 * @param batches the rows of a call
 * @param rounds how many rounds are measured
 */
record DeviceOptions(Device device, List<Path> models, List<Integer> batches, int rounds) {

    static DeviceOptions parse(String[] arguments) {
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException(arguments[arguments.length - 1] + " lacks a value");
        }
        DeviceOptions options = new DeviceOptions(Device.cuda(0), List.of(), List.of(1, 128, 1000), 9);
        for (int i = 0; i < arguments.length; i += 2) {
            options = options.with(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private DeviceOptions with(String name, String value) {
        return switch (name) {
            case "--device" -> new DeviceOptions(Device.parse(value), models, batches, rounds);
            case "--model" -> {
                List<Path> more = new ArrayList<>(models);
                more.add(Path.of(value));
                yield new DeviceOptions(device, more, batches, rounds);
            }
            case "--batches" ->
                new DeviceOptions(
                        device,
                        models,
                        Stream.of(value.split(",")).map(Integer::valueOf).toList(),
                        rounds);
            case "--rounds" -> new DeviceOptions(device, models, batches, Integer.parseInt(value));
            default ->
                throw new IllegalArgumentException(
                        "there is no option " + name + "; there are: --device, --model, --batches, --rounds");
        };
    }
}
