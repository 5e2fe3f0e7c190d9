package dyp.labs.recipe;

import dyp.runtime.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What this runs on, in words. */
final class Machine {
    private static final Path LINUX_CPU = Path.of("/proc/cpuinfo");

    private Machine() {}

    static String describe(Engine engine) {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch") + cpu().map(c -> ", " + c).orElse("") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, " + engine.workers().threads() + " threads of "
                + engine.backends().getFirst().name() + "; Java " + System.getProperty("java.runtime.version");
    }

    /** What Linux says. */
    private static Optional<String> cpu() {
        if (!Files.isReadable(LINUX_CPU)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(LINUX_CPU)) {
            return lines.filter(l -> l.startsWith("model name")).map(l -> l.substring(l.indexOf(':') + 1).strip()).findFirst();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** From the jar's manifest. */
    static String version() {
        String version = Machine.class.getPackage().getImplementationVersion();
        return version == null ? "not packaged" : version;
    }
}
