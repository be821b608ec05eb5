package io.github.kerasjvm.engine;

import java.util.List;

/**
 * What an engine finds of GPUs on this machine.
 *
 * @param devices the GPUs that it computed on when this was found out
 * @param findings what it needs for that, in the order in which one thing needs the other
 */
public record GpuReport(List<Device> devices, List<Finding> findings) {

    /** Of an engine that computes on the processor alone. */
    public static final GpuReport NONE = new GpuReport(List.of(), List.of());

    /** Keeps its own copies. */
    public GpuReport {
        devices = List.copyOf(devices);
        findings = List.copyOf(findings);
    }

    /**
     * One thing that is needed.
     *
     * @param subject what, in a word or two
     * @param isThere whether it was found
     * @param detail what was found, or what is missing and how to get it
     */
    public record Finding(String subject, boolean isThere, String detail) {}
}
