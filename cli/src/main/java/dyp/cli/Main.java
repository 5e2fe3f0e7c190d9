package dyp.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code dyp}: its subcommands do the work, this class parses and reports. */
@Command(
        name = "dyp",
        description = "Deep learning in plain Java.",
        versionProvider = VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TrainCommand.class, SummaryCommand.class, PredictCommand.class, ExplainCommand.class, EvaluateCommand.class, RunCommand.class,
            FitCommand.class, ConvertCommand.class, LabCommand.class, LessonCommand.class, DataCommand.class},
        usageHelpAutoWidth = false)
public final class Main implements Runnable {

    private final Screen screen;

    @Spec private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true,
            description = "Show the versions of Dyp and Java and exit.")
    private boolean version;

    @Option(names = "--debug", scope = ScopeType.INHERIT,
            description = "Show the stack trace of an error.")
    private boolean debug;

    Main(Screen screen) {
        this.screen = screen;
    }

    /** Where commands print. */
    Screen screen() {
        return screen;
    }

    /** Without a subcommand: the help. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Runs the command line and ends the JVM: 0 for success, 1 for a bug of Dyp, 2 for an error of the user. */
    public static void main(String... args) {
        Screen screen = Screen.standard();
        System.exit(execute(new CommandLine(new Main(screen)).setOut(new PrintWriter(screen.out(), true)), args));
    }

    /** As picocli's, in other words than "is not an int". */
    private static <T> ITypeConverter<T> whole(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is " + (text.matches("[+-]?\\d+") ? "too large" : "not a whole number"));
            }
        };
    }

    /** Runs a command line and returns its exit code. */
    static int execute(CommandLine commandLine, String... args) {
        // Read from the arguments themselves: it must hold as well when they do not parse.
        var errors = new Errors(Arrays.asList(args).contains("--debug"));
        commandLine.setParameterExceptionHandler(errors);
        commandLine.setExecutionExceptionHandler(errors);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.registerConverter(Integer.class, whole(Integer::valueOf)).registerConverter(int.class, whole(Integer::valueOf))
                .registerConverter(long.class, whole(Long::valueOf));
        try {
            return commandLine.execute(args);
        } catch (Error e) { // picocli hands on exceptions only
            PrintWriter err = commandLine.getErr();
            return errors.report(e, err);
        }
    }
}
