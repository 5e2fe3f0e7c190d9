package dyp.bench.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** One workload in DJL with libtorch, in this process: prints a line {@code result seconds=... rss=...} as Dyp's bench reads it. */
public final class DjlPeer {
    private DjlPeer() {}

    /** Arguments: the workload and the measurement's options; or {@code version}. */
    public static void main(String[] args) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < args.length; i++) {
            options.put(args[i], i + 1 < args.length && !args[i + 1].startsWith("--") ? args[++i] : "");
        }
        System.setProperty("ai.djl.pytorch.num_threads", options.getOrDefault("--threads", "2"));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("OPT_OUT_TRACKING", "true");
        if (args[0].equals("version")) {
            System.out.println(Engine.getDjlVersion() + " with libtorch " + Engine.getInstance().getVersion());
            return;
        }
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Runnable task = task(args[0], manager);
            if (options.containsKey("--first")) { // run once, say so and end
                task.run();
                System.out.println("first");
            } else {
                measure(task, options, args[0].equals("W10"));
            }
        }
        System.exit(0);
    }

    private static Runnable task(String workload, NDManager manager) {
        return switch (workload) {
            case "W1" -> learning(manager, Networks.mlp(), adam(), 10, 128, 784);
            case "W2" -> learning(manager, Networks.mnistCnn(), adam(), 10, 128, 1, 28, 28);
            case "W3" -> learning(manager, Networks.lenet5(), sgd(0), 10, 32, 1, 28, 28);
            case "W4" -> learning(manager, Networks.resnet18(), sgd(0.9f), 10, 32, 3, 32, 32);
            case "W5-1" -> asking(manager, Networks.resnet50(), 1, 3, 224, 224);
            case "W5-8" -> asking(manager, Networks.resnet50(), 8, 3, 224, 224);
            case "W6" -> learning(manager, Networks.signals(), adam(), 5, 128, 1, 187);
            case "W7" -> learning(manager, Networks.vit(), Optimizer.adamW().optLearningRateTracker(Tracker.fixed(1e-3f)).build(), 10, 32, 3, 32, 32);
            case "W8" -> learning(manager, Networks.volumes(), adam(), 2, 8, 1, 32, 32, 32);
            case "W9-1024-1", "W9-1024-2" -> product(manager, 1024);
            case "W9-2048-1", "W9-2048-2" -> product(manager, 2048);
            case "W10" -> asking(manager, Networks.mlp(), 1, 784);
            case "W11-1" -> asking(manager, Networks.mobilenetV2(), 1, 3, 224, 224);
            case "W11-8" -> asking(manager, Networks.mobilenetV2(), 8, 3, 224, 224);
            default -> throw new IllegalArgumentException("No such workload: " + workload);
        };
    }

    private static Optimizer adam() {
        return Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-3f)).build();
    }

    private static Optimizer sgd(float momentum) {
        return Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.01f)).optMomentum(momentum).build();
    }

    private static Runnable learning(NDManager manager, Block block, Optimizer optimizer, int classes, long... shape) {
        return training(manager, block, optimizer, Loss.softmaxCrossEntropyLoss(), new Shape(shape), manager.randomInteger(0, classes, new Shape(shape[0]),
                DataType.INT64));
    }

    private static Runnable training(NDManager manager, Block block, Optimizer optimizer, Loss loss, Shape shape, NDArray y) {
        Model model = Model.newInstance("peer", Device.cpu());
        model.setBlock(block);
        Trainer trainer = model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(optimizer).optDevices(new Device[] {Device.cpu()})
                .optInitializer(new XavierInitializer(), Parameter.Type.WEIGHT));
        trainer.initialize(shape);
        NDArray x = manager.randomNormal(shape);
        return () -> {
            try (NDManager step = manager.newSubManager()) {
                step.tempAttachAll(x, y);
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    collector.backward(loss.evaluate(new NDList(y), trainer.forward(new NDList(x), new NDList(y))));
                }
                trainer.step();
            }
        };
    }

    private static Runnable asking(NDManager manager, Block block, long... shape) {
        Shape in = new Shape(shape);
        block.initialize(manager, DataType.FLOAT32, in);
        block.freezeParameters(true);
        NDArray x = manager.randomNormal(in);
        var store = new ParameterStore(manager, false);
        return () -> {
            try (NDManager step = manager.newSubManager()) {
                step.tempAttachAll(x);
                block.forward(store, new NDList(x), false).head().toFloatArray();
            }
        };
    }

    private static Runnable product(NDManager manager, int n) {
        NDArray a = manager.randomNormal(new Shape(n, n)), b = manager.randomNormal(new Shape(n, n));
        return () -> a.matMul(b).close();
    }

    private static void measure(Runnable run, Map<String, String> options, boolean latency) throws IOException {
        double warm = Double.parseDouble(options.getOrDefault("--warm", "5")), length = Double.parseDouble(options.getOrDefault("--length", "0.5"));
        LongSupplier clock = options.containsKey("--cpu") ? ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime : System::nanoTime;
        long start = System.nanoTime();
        double last = 0;
        for (int i = 0; i < 3 || (System.nanoTime() - start) * 1e-9 < warm; i++) {
            long before = clock.getAsLong();
            run.run();
            double now = (clock.getAsLong() - before) * 1e-9;
            last = last == 0 ? now : 0.8 * last + 0.2 * now;
        }
        StringBuilder seconds = new StringBuilder();
        for (int repeat = Integer.parseInt(options.getOrDefault("--repeat", "7")); repeat > 0; repeat--) {
            double[] times = new double[(int) Math.max(1, Math.round(length / last))];
            for (int i = 0; i < times.length; i++) {
                long before = clock.getAsLong();
                run.run();
                times[i] = (clock.getAsLong() - before) * 1e-9;
            }
            double mean = Arrays.stream(times).average().orElseThrow();
            Arrays.sort(times);
            seconds.append(seconds.isEmpty() ? "" : ",").append(String.format(Locale.ROOT, "%.9g", latency ? times[times.length / 2] : mean));
        }
        String memory = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(l -> l.startsWith("VmHWM")).findFirst().orElse("0");
        System.out.println("result seconds=" + seconds + " rss=" + 1024 * Long.parseLong(memory.replaceAll("\\D", "")));
    }
}
