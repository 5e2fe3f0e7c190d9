package dyp.cli;

import dyp.labs.data.KnownSet;
import dyp.labs.data.KnownSets;
import dyp.tensor.DypException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists the data sets that labs know, and checks copies of them. */
@Command(name = "data",
        header = "Lists the data sets that labs know: what they are, their licence, how to get them.",
        description = {"", "With NAME it says all about one set. With --check it compares a copy with the checksums. Nothing is downloaded.", ""},
        footer = {"", "Examples:", "  dyp data", "  dyp data mnist", "  dyp data mnist --check DIR"})
final class DataCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @ParentCommand private Main main;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The set to tell about.")
    private String name;

    @Option(names = "--check", paramLabel = "DIR", description = "Compare the files in DIR with the checksums.")
    private Path check;

    @Override
    public Integer call() {
        PrintStream out = main.screen().out();
        if (name == null) {
            if (check != null) {
                throw new ParameterException(spec.commandLine(), "--check needs the NAME of a set as well, as in: dyp data mnist --check DIR");
            }
            list(out);
        } else if (check != null) {
            check(KnownSets.named(name), out);
        } else {
            tell(KnownSets.named(name), out);
        }
        return 0;
    }

    private static void list(PrintStream out) {
        for (KnownSet set : KnownSets.all()) {
            out.println(set.name() + ": " + set.what());
            out.println("    licence: " + set.licence());
            out.println("    " + copy(set));
        }
        out.println();
        out.println("A copy is looked for in " + KnownSets.places().stream().map(p -> p.resolve("NAME").toString()).collect(Collectors.joining(", ")) + "; the variable "
                + KnownSets.VARIABLE + " names a further folder.");
        out.println("'dyp data NAME' says how to get a set, 'dyp data NAME --check DIR' checks a copy.");
    }

    private static String copy(KnownSet set) {
        Optional<Path> found = KnownSets.found(set);
        return found.map(f -> "here: --data " + f).orElse("not here");
    }

    private static void tell(KnownSet set, PrintStream out) {
        out.println(set.name() + ": " + set.what());
        out.println("origin:  " + set.origin());
        out.println("licence: " + set.licence());
        out.println("get it:  " + set.get());
        out.println("copy:    " + copy(set) + " (looked for in " + KnownSets.places().stream().map(p -> p.resolve(set.name()).toString()).collect(Collectors.joining(", ")) + ")");
        out.println("files, with their sha256:");
        for (KnownSet.Part part : set.files()) {
            out.println(String.format(Locale.ROOT, "  %s  %,d bytes", part.file(), part.bytes()));
            out.println("    " + part.sha256());
            part.also().forEach(sum -> out.println("    or " + sum));
        }
    }

    private void check(KnownSet set, PrintStream out) {
        List<KnownSet.Checked> all = set.check(check);
        for (KnownSet.Checked c : all) {
            out.println(c.part().file() + ": " + c.state());
            if (c.state() == KnownSet.State.OTHER) {
                out.println("    expected sha256 " + c.part().sha256());
                out.println("    found           " + c.found());
            }
        }
        long bad = all.stream().filter(c -> c.state() != KnownSet.State.GOOD).count();
        if (bad > 0) {
            throw new DypException(bad + " of " + all.size() + " files of " + set.name() + " in " + check + (bad == 1 ? " is" : " are")
                    + " not as published. Get the set anew ('dyp data " + set.name() + "' says where); other versions may work, but scores will differ.");
        }
        out.println("All " + all.size() + " files of " + set.name() + " are as they should be.");
    }
}
