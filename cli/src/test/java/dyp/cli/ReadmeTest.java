package dyp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says, done. */
class ReadmeTest {
    private static final Path ROOT = root();

    @TempDir private Path folder;

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("README.md")) ? here : here.getParent();
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    @Test
    void theExampleCompilesAndLearns() throws Exception {
        Matcher code = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL).matcher(readme());
        assertTrue(code.find(), "a block of Java");
        assertEquals(15, code.group(1).lines().filter(line -> !line.isBlank()).count(), "lines of the example");
        Path source = Files.writeString(folder.resolve("Circle.java"), code.group(1));
        compile(source);
        String printed = run("Circle");

        // The last line is the prediction: [[p of the middle], [p of the corner]].
        Matcher numbers = Pattern.compile("\\[\\[(.*?)], \\[(.*?)]]").matcher(printed);
        assertTrue(numbers.find(), printed);
        assertTrue(Double.parseDouble(numbers.group(1)) > 0.5, printed);
        assertTrue(Double.parseDouble(numbers.group(2)) < 0.5, printed);
    }

    private void compile(Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
            boolean done = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source)).call();
            assertTrue(done, messages.toString());
        }
    }

    private String run(String name) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> type = loader.loadClass(name);
            Constructor<?> constructor = type.getDeclaredConstructor();
            Method main = type.getDeclaredMethod("main");
            constructor.setAccessible(true);
            main.setAccessible(true);
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            main.invoke(constructor.newInstance());
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theFoldersItNamesAreThere() throws IOException {
        Matcher folders = Pattern.compile("(?m)^\\| `([a-z]+)` \\|").matcher(readme());
        int count = 0;
        for (; folders.find(); count++) {
            assertTrue(Files.isDirectory(ROOT.resolve(folders.group(1))), folders.group(1));
        }
        assertEquals(8, count);
    }

    @Test
    void itsCommandsAreUnderstood() throws IOException {
        Matcher commands = Pattern.compile("(?m)^\\./dyp ([^#\\n]*)").matcher(readme());
        int count = 0;
        for (; commands.find(); count++) {
            String[] args = (commands.group(1).replace("--help", "").replace("DIR", folder.toString()).strip() + " --help").split("\\s+");
            assertEquals(0, Cli.run(args).code(), commands.group(1));
        }
        assertEquals(17, count);
    }
}
