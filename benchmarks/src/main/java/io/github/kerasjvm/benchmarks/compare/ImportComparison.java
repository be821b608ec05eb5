package io.github.kerasjvm.benchmarks.compare;

import io.github.kerasjvm.benchmarks.Machine;
import io.github.kerasjvm.verify.ParityFile;
import io.github.kerasjvm.verify.Suite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Imports every file of some suites with keras-jvm and with stock DL4J, and tells what came of it. */
public final class ImportComparison {

    private final CompareOptions options;
    private final PrintStream progress;

    private ImportComparison(CompareOptions options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Runs the comparison and writes its page.
     *
     * @param arguments see {@code benchmarks/run}
     * @throws IOException if a file cannot be read or written
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        CompareOptions options = CompareOptions.parse(arguments);
        List<Compared> cases = new ImportComparison(options, System.err).run();
        String page = new Page(cases, Machine.description(), options).markdown();
        if (options.page().isPresent()) {
            Files.writeString(options.page().get(), page);
        } else {
            System.out.print(page);
        }
        if (options.cases().isPresent()) {
            Files.writeString(options.cases().get(), table(cases));
        }
    }

    /** What came of every file, in the order of the suites. */
    static List<Compared> run(CompareOptions options, PrintStream progress) throws IOException, InterruptedException {
        return new ImportComparison(options, progress).run();
    }

    private List<Compared> run() throws IOException, InterruptedException {
        List<Compared> cases = new ArrayList<>();
        Path scratch = Files.createTempDirectory("keras-jvm-compare");
        Path oursFolder = Files.createDirectory(scratch.resolve("ours"));
        Path stockFolder = Files.createDirectory(scratch.resolve("stock"));
        try (var ours = new WorkerProcess(Worker.class, options.engine(), oursFolder, options.limit());
                var stock = new WorkerProcess(Worker.class, "stock", stockFolder, options.limit())) {
            for (Path folder : options.folders()) {
                Suite suite = Suite.read(folder);
                Map<String, Facts> facts = Facts.of(folder, suite);
                for (Suite.Entry entry : suite.entries()) {
                    entry.golden().ifPresent(ParityFile::read); // a damaged one is no fault of an importer
                    var compared = new Compared(
                            CompareOptions.name(folder),
                            entry.name(),
                            facts.get(entry.name()),
                            entry.expect(),
                            entry.golden().isPresent(),
                            ours.run(entry),
                            stock.run(entry));
                    progress.printf("%s%n", line(compared));
                    cases.add(compared);
                }
            }
        } finally {
            delete(scratch);
        }
        return cases;
    }

    private static String table(List<Compared> cases) {
        return cases.stream()
                .map(ImportComparison::line)
                .collect(Collectors.joining(
                        "\n",
                        "suite\tfile\tgeneration\tcontainer\texpect\tkeras-jvm\tdeviation\treason\tDL4J\tdeviation\treason\n",
                        "\n"));
    }

    private static String line(Compared one) {
        return String.join(
                "\t",
                one.suite(),
                one.file(),
                one.facts().generation(),
                one.facts().container(),
                one.expect().toString(),
                one.ours().kind().toString(),
                one.ours().deviationText(),
                one.ours().detail(),
                one.stock().kind().toString(),
                one.stock().deviationText(),
                one.stock().detail());
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
