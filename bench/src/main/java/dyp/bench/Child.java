package dyp.bench;

import dyp.tensor.DypException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Processes that measure, one at a time. */
final class Child {
    private Child() {}

    /** The bench once more in a JVM of its own, with the same options. */
    static List<String> bench(List<String> arguments) {
        List<String> command = java(System.getProperty("java.class.path"), "dyp.bench.Bench");
        command.addAll(arguments);
        return command;
    }

    /** A class in a JVM with this one's options; a cache of classes only where it has the same ones. */
    static List<String> java(String classPath, String main) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        boolean own = classPath.equals(System.getProperty("java.class.path"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(a -> own || !a.startsWith("-XX:SharedArchiveFile=")).forEach(command::add);
        if (!own) {
            command.add("--enable-native-access=ALL-UNNAMED"); // a peer's native library
        }
        command.addAll(List.of("-cp", classPath, main));
        return command;
    }

    /**
     * What the process printed; its errors go where this one's go.
     *
     * @throws DypException where it fails
     */
    static String run(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            Thread errors = Thread.ofVirtual().start(() -> process.errorReader().lines().filter(l -> !l.contains("incubator modules")).forEach(System.err::println));
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            errors.join();
            if (code != 0) {
                throw new DypException("A process that measures ended with code " + code + ": " + String.join(" ", command));
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DypException("Interrupted while measuring.");
        }
    }
}
