package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Columns;
import io.github.kerasjvm.cli.text.Page;
import io.github.kerasjvm.cli.text.Sizes;
import io.github.kerasjvm.cli.text.Terminal;
import io.github.kerasjvm.cli.text.ToJson;
import io.github.kerasjvm.engine.Availability;
import io.github.kerasjvm.engine.Device;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.GpuReport;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code devices}: what can run models here. */
@Command(
        name = "devices",
        description = "List the engines and devices that can run models here, and what is missing.",
        exitCodeList = {ExitCodes.DONE, ExitCodes.USAGE},
        footer = {"Examples:", "  keras-jvm devices", "  keras-jvm devices --json"})
final class DevicesCommand extends KerasCommand {

    DevicesCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Answer answer() {
        return new Found(Engines.all().stream()
                .map(engine -> new Tried(engine.name(), engine.priority(), tried(engine), gpus(engine)))
                .toList());
    }

    /** A library that does not fit this machine shows in many ways; none may hide the other engines. */
    private static Availability tried(Engine engine) {
        try {
            return engine.availability();
        } catch (RuntimeException | LinkageError e) {
            return new Availability(false, "", List.of(), e.toString());
        }
    }

    private static GpuReport gpus(Engine engine) {
        try {
            return engine.gpus();
        } catch (RuntimeException | LinkageError e) {
            return GpuReport.NONE; // the engine is missing as a whole, and that is said
        }
    }

    private record Tried(String name, int priority, Availability availability, GpuReport gpus) {

        private List<String> devices() {
            return Stream.concat(
                            availability.devices().stream(),
                            gpus.devices().stream().map(Device::toString))
                    .toList();
        }
    }

    private record Found(List<Tried> engines) implements Answer {

        @Override
        public ExitCode exit() {
            return ExitCode.DONE;
        }

        private Optional<String> automatic() {
            return engines.stream()
                    .filter(engine -> engine.priority >= 0 && engine.availability.available())
                    .map(Tried::name)
                    .findFirst();
        }

        private static Runtime java() {
            return Runtime.getRuntime();
        }

        @Override
        public void print(Page page) {
            Columns table = new Columns("lllll").row("Engine", "", "Version", "Devices", "");
            for (Tried engine : engines) {
                table.row(
                        engine.name,
                        engine.availability.available() ? "ready" : "missing",
                        engine.availability.version(),
                        String.join(", ", engine.devices()),
                        engine.availability.detail());
            }
            table.print(page, "");
            page.gap();
            engines.forEach(engine -> printGpus(page, engine));
            page.line("--engine auto is " + automatic().orElse("none of them"));
            page.format(
                    "Java %s on %s %s, %d CPUs, up to %s of heap",
                    System.getProperty("java.version"),
                    System.getProperty("os.name"),
                    System.getProperty("os.arch"),
                    java().availableProcessors(),
                    Sizes.bytes(java().maxMemory()));
        }

        private static void printGpus(Page page, Tried engine) {
            if (engine.gpus.findings().isEmpty()) {
                return;
            }
            Columns table = new Columns("lll");
            for (GpuReport.Finding finding : engine.gpus.findings()) {
                table.row(finding.subject(), finding.isThere() ? "there" : "missing", finding.detail());
            }
            page.line("GPUs, for --engine " + engine.name + " --device cuda: "
                    + (engine.gpus.devices().isEmpty()
                            ? "none can be used here"
                            : engine.gpus.devices().stream()
                                    .map(Device::toString)
                                    .collect(Collectors.joining(", "))));
            table.print(page, "  ");
            page.gap();
        }

        private static void putGpus(ObjectNode object, GpuReport gpus) {
            ArrayNode findings = object.putArray("gpuFindings");
            for (GpuReport.Finding finding : gpus.findings()) {
                findings.addObject()
                        .put("subject", finding.subject())
                        .put("isThere", finding.isThere())
                        .put("detail", finding.detail());
            }
        }

        @Override
        public ObjectNode json() {
            ObjectNode root = ToJson.object();
            ArrayNode array = root.putArray("engines");
            for (Tried engine : engines) {
                ObjectNode object = array.addObject()
                        .put("name", engine.name)
                        .put("isAvailable", engine.availability.available())
                        .put("version", engine.availability.version())
                        .put("detail", engine.availability.detail());
                object.set("devices", ToJson.texts(engine.devices()));
                putGpus(object, engine.gpus);
            }
            root.put("auto", automatic().orElse(null));
            root.putObject("java")
                    .put("version", System.getProperty("java.version"))
                    .put("os", System.getProperty("os.name"))
                    .put("arch", System.getProperty("os.arch"))
                    .put("cpus", java().availableProcessors())
                    .put("maxHeapBytes", java().maxMemory());
            return root;
        }
    }
}
