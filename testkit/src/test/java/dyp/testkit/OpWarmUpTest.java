package dyp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.op.Binary;
import dyp.op.Conv;
import dyp.op.Normalize;
import dyp.op.Padding;
import dyp.op.Tensor;
import dyp.op.Unary;
import dyp.op.Window;
import dyp.runtime.Engine;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The same seed gives the same bits, so a function must give the same bits before and after the JIT compiler has seen it:
 * else a result depends on how long the JVM has been running. Each function is run in a fresh JVM, cold and then hot.
 */
class OpWarmUpTest {
    private static final int RUNS = 30_000;

    @Test
    void bitsDoNotDependOnTheWarmUp() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules", "jdk.incubator.vector",
                "-cp", System.getProperty("java.class.path"), OpWarmUpTest.class.getName()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String differing = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), differing);
        assertEquals("done\n", differing.replace("\r", ""));
    }

    /** Prints the functions whose bits changed while they ran. */
    public static void main(String[] args) {
        Tensor x = Tensor.input("x", DType.FLOAT32, Shape.of(31, 17));
        NDArray in = NDArray.generate(x.shape(), i -> 0.01 + i / 100.0);
        Map<String, Tensor> functions = new LinkedHashMap<>();
        for (Unary op : Unary.values()) {
            functions.put(op.label(), Tensor.make(op, x));
        }
        for (Binary op : Binary.values()) {
            functions.put(op.label(), Tensor.make(op, x, Tensor.constant(NDArray.generate(x.shape(), i -> 2 - i / 300.0))));
        }
        for (Normalize op : Normalize.values()) {
            functions.put(op.label(), Tensor.make(op, x));
        }
        functions.put("sum", x.sum(1));
        functions.put("mean", x.mean(0));
        functions.put("matmul", x.matmul(x.transpose()));
        functions.putAll(convolutions(x));
        List<String> differing = new ArrayList<>();
        functions.forEach((name, y) -> {
            Program program = Compiler.compile(new Graph(List.of(y), List.of()), Engine.threads(1));
            program.run(Map.of("x", in));
            NDArray cold = program.value(0);
            int runs = name.equals("matmul") ? RUNS / 20 : name.startsWith("3x3") ? RUNS / 100 : RUNS;
            for (int i = 0; i < runs; i++) {
                program.run();
            }
            if (!cold.equals(program.value(0))) {
                differing.add(name);
            }
        });
        differing.forEach(System.out::println);
        System.out.println("done");
    }

    /** So large that Winograd's way is taken: with weights transformed beforehand, and block by block; and a kernel gradient. */
    private static Map<String, Tensor> convolutions(Tensor x) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (int channels : new int[] {64, 185}) {
            Tensor picture = x.reshape(1, 31, 17, 1).mul(constant(1, 1, 1, channels));
            Window window = Window.over(picture.shape(), List.of(3, 3), List.of(1, 1), List.of(1, 1), Padding.SAME);
            Tensor y = Tensor.make(new Conv.Forward(window, 1), picture, constant(3, 3, channels, channels));
            all.put("3x3, " + channels + " channels", y);
            all.put("3x3, kernel gradient, " + channels + " channels",
                    Tensor.make(new Conv.KernelGradient(window, 1, Shape.of(3, 3, channels, channels)), picture, y));
        }
        return all;
    }

    private static Tensor constant(int... shape) {
        return Tensor.constant(NDArray.generate(Shape.of(shape), i -> Math.sin(i)));
    }
}
