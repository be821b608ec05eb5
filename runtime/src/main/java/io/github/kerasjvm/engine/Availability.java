package io.github.kerasjvm.engine;

import java.util.List;

/**
 * What an engine finds on this machine.
 *
 * @param available whether it can run
 * @param version its version, or that of the library that it stands on; empty when it cannot run
 * @param devices what it runs on when no device is chosen: {@code cpu}; GPUs are in {@link Engine#gpus}
 * @param detail what a person wants to know: threads and instruction sets, or what is missing and how to get it
 */
public record Availability(boolean available, String version, List<String> devices, String detail) {
    /** Keeps its own copy. */
    public Availability {
        devices = List.copyOf(devices);
    }
}
