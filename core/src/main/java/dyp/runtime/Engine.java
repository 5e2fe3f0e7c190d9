package dyp.runtime;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What programs run on: the backends found on this machine, best first, and the threads.
 *
 * <p>System properties: {@code dyp.threads} (default: all processors) and {@code dyp.backend} (a name: only that backend
 * and the scalar one are used).
 */
public record Engine(List<Backend> backends, Workers workers) {
    private static final ConcurrentHashMap<Integer, Engine> BY_THREADS = new ConcurrentHashMap<>();
    private static final List<Backend> FOUND = find();

    /** The engine that models use unless told otherwise. */
    public static Engine shared() {
        return threads(Integer.getInteger("dyp.threads", Runtime.getRuntime().availableProcessors()));
    }

    /** The engine with this many threads; the same one at each call. */
    public static Engine threads(int n) {
        return BY_THREADS.computeIfAbsent(n, k -> new Engine(FOUND, new Workers(k)));
    }

    /** An engine that uses one backend by name, on one thread: for comparing backends. */
    public static Engine only(String backend) {
        List<Backend> one = FOUND.stream().filter(b -> b.name().equals(backend)).toList();
        if (one.isEmpty()) {
            throw new DypException("There is no backend '" + backend + "' here; found: " + FOUND.stream().map(Backend::name).toList() + ".");
        }
        return new Engine(one, threads(1).workers());
    }

    /** The first backend that runs the node. */
    public Backend backend(Tensor node) {
        for (Backend b : backends) {
            if (b.supports(node)) {
                return b;
            }
        }
        throw new DypException("No backend runs " + node + " (" + backends.stream().map(Backend::name).toList() + ").");
    }

    /** The reference: plain loops that run every op. */
    public static Backend scalar() {
        return FOUND.getLast();
    }

    private static List<Backend> find() {
        String wanted = System.getProperty("dyp.backend", "");
        List<Backend> found = ServiceLoader.load(Backend.class, Backend.class.getClassLoader()).stream()
                .flatMap(Engine::load)
                .sorted(Comparator.comparingInt(Backend::rank).reversed())
                .toList();
        return wanted.isEmpty() ? found : found.stream().filter(b -> b.name().equals(wanted) || b.rank() == 0).toList();
    }

    /** A backend whose module is absent is left out, with one line that says so. */
    private static Stream<Backend> load(ServiceLoader.Provider<Backend> provider) {
        try {
            return Stream.of(provider.get());
        } catch (ServiceConfigurationError | LinkageError e) {
            System.getLogger("dyp").log(System.Logger.Level.WARNING,
                    "Running on the scalar backend, many times slower: the Vector API is not there."
                            + " Start Java with --add-modules jdk.incubator.vector.");
            return Stream.empty();
        }
    }
}
