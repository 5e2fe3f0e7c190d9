package dyp.labs.lesson;

import dyp.tensor.DypException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Shows the twelve lines of {@code BinaryClassifier.java}, a resource, compiles them as they stand, and runs them. */
final class TwelveLines {
    static final String FILE = "BinaryClassifier.java";
    private static final String NAME = FILE.replace(".java", "");

    private TwelveLines() {}

    static String source() {
        try (InputStream in = TwelveLines.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new DypException("The program " + FILE + " is not among Dyp's resources; build Dyp anew.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void run() {
        IO.println(source());
        Path folder = null;
        try {
            folder = Files.createTempDirectory("dyp-lesson");
            compile(folder);
            try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, TwelveLines.class.getClassLoader())) {
                Class<?> program = loader.loadClass(NAME);
                Constructor<?> made = program.getDeclaredConstructor();
                Method main = program.getDeclaredMethod("main");
                made.setAccessible(true);
                main.setAccessible(true);
                main.invoke(made.newInstance());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(FILE + " did not run", e);
        } finally {
            delete(folder);
        }
    }

    private static void compile(Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new DypException("This Java has no compiler. Run Dyp with a JDK to see these lines run.");
        }
        SimpleJavaFileObject source = new SimpleJavaFileObject(URI.create("string:///" + FILE), SimpleJavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source();
            }
        };
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        if (!compiler.getTask(messages, null, null, options, null, List.of(source)).call()) {
            throw new DypException(FILE + " does not compile: " + messages);
        }
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
