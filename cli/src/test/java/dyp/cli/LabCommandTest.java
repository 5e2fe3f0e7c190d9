package dyp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.labs.course.Recipes;
import dyp.labs.data.KnownSets;
import dyp.labs.recipe.Lab;
import dyp.labs.recipe.LabOptions;
import dyp.labs.recipe.Recipe;
import dyp.labs.recipe.Stop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabCommandTest {
    @TempDir private Path folder;

    @Test
    void listsTheLabs() {
        Cli.Result result = Cli.run("lab");
        assertEquals(0, result.code());
        Recipes.all().forEach(r -> assertTrue(result.out().lines().anyMatch(l -> l.startsWith(r.lab()) && l.contains(r.name()) && l.contains(r.title())), result.out()));
        assertTrue(result.out().lines().anyMatch(l -> l.matches("A +mnist +.*\\[mnist]")), result.out());
    }

    /** What the list says of sets holds. */
    @Test
    void everyLabHasANameOfItsOwnAndAKnownSet() {
        HashSet<String> names = new HashSet<>();
        for (Recipe r : Recipes.all()) {
            assertTrue(names.add(r.name()) && r.name().matches("[a-z0-9-]+"), r.name());
            r.set().ifPresent(KnownSets::named);
        }
    }

    @Test
    void saysWhatIsWrong() {
        Cli.Result unknown = Cli.run("lab", "minst");
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("There is no lab 'minst'. There are ") && unknown.err().contains("mnist"), unknown.err());
        assertTrue(Cli.run("lab", "mnist", "--minutes", "0").err().contains("--minutes must be above 0"));
        assertTrue(Cli.run("lab", "mnist", "--seeds", "0").err().contains("--seeds must be from 1 to 1,000"));
        assertTrue(Cli.run("lab", "mnist", "--data", folder.toString(), "--out", folder.resolve("out").toString()).err().contains("holds none of train-images"));
    }

    /** The report is there even where no time was left for anything. */
    @Test
    void timeThatIsUsedUpEndsInAReport() throws IOException {
        Path out = folder.resolve("out");
        Cli.Result result = Cli.run("lab", "mnist", "--minutes", "0.0000001", "--out", out.toString(), "--threads", "1");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("the same command goes on") && result.out().contains("report.html"), result.out());
        String report = Files.readString(out.resolve("report.md"));
        assertTrue(report.contains("`./dyp lab mnist --minutes 0.0000001 --out ") && report.contains("**stopped**"), report);
    }

    /** Scores that depend on the seed, at once. */
    private record Seeded() implements Recipe {
        @Override
        public String name() {
            return "seeded";
        }

        @Override
        public String lab() {
            return "T";
        }

        @Override
        public String title() {
            return "Seeded";
        }

        @Override
        public Optional<String> set() {
            return Optional.empty();
        }

        @Override
        public void run(Lab lab) {
            lab.uses("synthetic", List.of(), "none");
            lab.score("accuracy", 0.5 + lab.seed() / 10.0);
        }
    }

    @Test
    void severalSeedsHaveAMeanAndADeviation() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Screen screen = Screen.of(bytes, true, false, false);
        assertEquals(0, new SeedRuns(new Seeded(), folder, LabOptions.defaults().seed(1).command("./dyp lab seeded --seeds 3"), Stop.whenAsked(), screen, true).run(3));
        String out = bytes.toString(StandardCharsets.UTF_8);
        // Of 0.6, 0.7, 0.8.
        assertTrue(out.lines().anyMatch(l -> l.matches("accuracy +0\\.7000 +0\\.1000")), out);
        String report = Files.readString(folder.resolve("report.md"));
        assertTrue(report.contains("| accuracy | 0.7000 | 0.1000 | 0.6000 | 0.7000 | 0.8000 |") && report.contains("(seed-2/report.html)"), report);
        assertTrue(Files.exists(folder.resolve("seed-3/report.html")));
    }

    @Test
    void aStopEndsTheRowOfSeeds() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Stop stop = Stop.whenAsked();
        stop.ask("enough");
        Recipe stopping = new Recipe() {
            @Override
            public String name() {
                return "stopping";
            }

            @Override
            public String lab() {
                return "T";
            }

            @Override
            public String title() {
                return "Stopping";
            }

            @Override
            public Optional<String> set() {
                return Optional.empty();
            }

            @Override
            public void run(Lab lab) {
                lab.checkStop();
            }
        };
        new SeedRuns(stopping, folder, LabOptions.defaults(), stop, Screen.of(bytes, true, false, false), false).run(3);
        assertFalse(bytes.toString(StandardCharsets.UTF_8).contains("Seed 2"));
        assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("Stopped (enough)"));
    }

    // ---- data

    @Test
    void listsTheData() {
        Cli.Result all = Cli.run("data");
        assertEquals(0, all.code());
        KnownSets.all().forEach(s -> assertTrue(all.out().contains(s.name() + ": " + s.what()) && all.out().contains("licence: " + s.licence()), all.out()));
        assertTrue(all.out().contains("DYP_DATA"), all.out());
        Cli.Result one = Cli.run("data", "fashion-mnist");
        assertTrue(one.out().contains("MIT") && one.out().contains("3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84") && one.out().contains("zalandoresearch/fashion-mnist"), one.out());
    }

    @Test
    void checksACopy() throws IOException {
        Files.writeString(folder.resolve("100.hea"), "not the header");
        Cli.Result result = Cli.run("data", "mitbih-sample", "--check", folder.toString());
        assertEquals(2, result.code());
        assertTrue(result.out().contains("100.hea: has another content") && result.out().contains("100.dat: missing"), result.out());
        assertTrue(result.err().contains("3 of 3 files of mitbih-sample"), result.err());
        assertTrue(Cli.run("data", "--check", folder.toString()).err().contains("--check needs the NAME"));
        Path good = KnownSets.found(KnownSets.named("mitbih-sample")).orElse(null);
        if (good != null) {
            assertTrue(Cli.run("data", "mitbih-sample", "--check", good.toString()).out().contains("All 3 files of mitbih-sample are as they should be."));
        }
    }
}
