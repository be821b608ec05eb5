package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.cli.text.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;

/** All commands, in the groups of the help. */
public final class Commands {

    private static final Map<String, List<String>> GROUPS = groups();

    /** What is answered without any command. */
    private static final Set<String> ABOUT_ALL = Set.of("-h", "--help", "-V", "--version");

    private Commands() {}

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("Look", List.of("inspect", "validate"));
        groups.put("Run", List.of("predict", "evaluate"));
        groups.put("Train", List.of("finetune"));
        groups.put("Prove", List.of("verify", "demo"));
        groups.put("Hand on", List.of("convert"));
        groups.put("About", List.of("devices"));
        return groups;
    }

    /**
     * The program with all its commands.
     *
     * @param terminal where they print
     * @param quiet runs a command line whose output is thrown away
     * @return the program, to be executed once
     */
    public static CommandLine of(Terminal terminal, Consumer<String[]> quiet) {
        CommandLine line = new CommandLine(new Root());
        makers(terminal, quiet).forEach((type, maker) -> line.addSubcommand(maker.get()));
        return formatted(line);
    }

    /**
     * The program with what one command line needs: putting the options of all commands together takes longer than
     * most commands do.
     *
     * @param terminal where they print
     * @param quiet runs a command line whose output is thrown away
     * @param arguments the command line
     * @return the program, to be executed with these arguments
     */
    public static CommandLine of(Terminal terminal, Consumer<String[]> quiet, String[] arguments) {
        CommandLine line = new CommandLine(new Root());
        Map<Class<?>, Supplier<Object>> makers = makers(terminal, quiet);
        if (arguments.length == 1 && ABOUT_ALL.contains(arguments[0])) {
            makers.keySet().forEach(type -> line.addSubcommand(title(type)));
            return formatted(line);
        }
        Optional<Class<?>> named = makers.keySet().stream()
                .filter(type -> arguments.length > 0 && said(type).name().equals(arguments[0]))
                .findFirst();
        if (named.isEmpty()) {
            return of(terminal, quiet);
        }
        line.addSubcommand(makers.get(named.get()).get());
        return formatted(line);
    }

    private static Map<Class<?>, Supplier<Object>> makers(Terminal terminal, Consumer<String[]> quiet) {
        Map<Class<?>, Supplier<Object>> makers = new LinkedHashMap<>();
        makers.put(InspectCommand.class, () -> new InspectCommand(terminal));
        makers.put(ValidateCommand.class, () -> new ValidateCommand(terminal));
        makers.put(PredictCommand.class, () -> new PredictCommand(terminal));
        makers.put(EvaluateCommand.class, () -> new EvaluateCommand(terminal));
        makers.put(FinetuneCommand.class, () -> new FinetuneCommand(terminal));
        makers.put(ConvertCommand.class, () -> new ConvertCommand(terminal));
        makers.put(VerifyCommand.class, () -> new VerifyCommand(terminal));
        makers.put(DevicesCommand.class, () -> new DevicesCommand(terminal));
        makers.put(DemoCommand.class, () -> new DemoCommand(terminal));
        makers.put(WarmUpCommand.class, () -> new WarmUpCommand(quiet));
        return makers;
    }

    private static Command said(Class<?> type) {
        return type.getAnnotation(Command.class);
    }

    /** A command of which the help tells the name and what it is for, without its options. */
    private static CommandLine.Model.CommandSpec title(Class<?> type) {
        CommandLine.Model.CommandSpec spec =
                CommandLine.Model.CommandSpec.create().name(said(type).name());
        spec.usageMessage()
                .description(said(type).description())
                .hidden(said(type).hidden());
        return spec;
    }

    private static CommandLine formatted(CommandLine line) {
        line.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Commands::list);
        for (CommandLine command : line.getSubcommands().values()) {
            UsageMessageSpec usage = command.getCommandSpec().usageMessage();
            usage.sortOptions(false);
            usage.sortSynopsis(false);
            usage.abbreviateSynopsis(true);
            usage.descriptionHeading("%n");
            usage.parameterListHeading("%n");
            usage.optionListHeading("%nOptions:%n");
            usage.exitCodeListHeading("%nExit codes:%n");
            usage.footerHeading("%n");
        }
        return line;
    }

    /** The commands under the headings of their groups. */
    private static String list(Help root) {
        return GROUPS.entrySet().stream()
                .map(group -> root.createHeading("%n@|bold " + group.getKey() + "|@%n")
                        + group.getValue().stream()
                                .map(name -> root.subcommands().get(name))
                                .filter(java.util.Objects::nonNull)
                                .map(Commands::entry)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }

    private static String entry(Help command) {
        String name = command.commandSpec().name();
        String description = command.commandSpec().usageMessage().description()[0];
        return String.format("  %s%s  %s%n", name, " ".repeat(9 - name.length()), description);
    }

    /** The program without a command. */
    @Command(
            name = "keras-jvm",
            versionProvider = Version.class,
            description =
                    "Opens Keras models on the JVM: says what is in them, proves the numbers, runs and converts them.",
            synopsisSubcommandLabel = "COMMAND",
            descriptionHeading = "%n",
            optionListHeading = "%nOptions%n",
            exitCodeListHeading = "%nExit codes%n",
            exitCodeList = {
                "0:done; for verify, the numbers agree",
                "1:ran, and the answer is no: verify found a difference, validate found problems",
                "2:the command line is wrong",
                "3:not a model, or broken",
                "4:a sound model that needs what does not run here",
                "5:over a limit",
                "6:data or output: missing, of the wrong shape, not writable",
                "7:the engine or device is not available",
                "70:a defect of keras-jvm"
            },
            footerHeading = "%nExamples%n",
            footer = {
                "  keras-jvm demo",
                "  keras-jvm inspect model.keras",
                "  keras-jvm verify model.keras --golden model.keras.npz",
                "",
                "keras-jvm COMMAND --help tells more."
            })
    private static final class Root implements java.util.concurrent.Callable<Integer> {

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        private boolean help;

        @Option(
                names = {"-V", "--version"},
                versionHelp = true,
                description = "Show the version.")
        private boolean version;

        @Override
        public Integer call() {
            throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
        }
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Commands.class.getPackage().getImplementationVersion();
            return new String[] {
                "keras-jvm " + (version == null ? "development" : version),
                "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")
            };
        }
    }
}
