package dyp.bench;

import static dyp.loss.Losses.binaryCrossentropy;
import static dyp.loss.Losses.dice;
import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.adamW;
import static dyp.optim.Optimizers.sgd;

import dyp.bench.Workload.Kind;
import dyp.bench.Workload.Task;
import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.optim.Optimizer;
import dyp.runtime.Engine;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Predictor;
import dyp.train.TrainingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** All workloads, by name. Peers have the same in their own words. */
final class Workloads {
    private Workloads() {}

    static List<Workload> all() {
        List<Workload> all = new ArrayList<>(List.of(
                learning("W1", "MLP 784-512-256-10, Adam, batch 128", 128, 10, adam(), Networks::mlp),
                learning("W2", "Keras's MNIST CNN, Adam, batch 128", 128, 10, adam(), Networks::mnistCnn),
                learning("W3", "LeNet-5, SGD, batch 32", 32, 10, sgd(), Networks::lenet5),
                learning("W4", "ResNet-18 for 32x32x3, SGD momentum, batch 32", 32, 10, sgd(0.01).momentum(0.9), Networks::resnet18),
                asking("W5-1", "ResNet-50 inference 224x224x3, batch 1", 1, Networks::resnet50),
                asking("W5-8", "ResNet-50 inference 224x224x3, batch 8", 8, Networks::resnet50),
                learning("W6", "1-D CNN 187x1, Adam, batch 128", 128, 5, adam(), Networks::signals),
                learning("W7", "ViT, patch 4 on 32x32x3, width 192, depth 6, AdamW, batch 32", 32, 10, adamW(), Networks::vit),
                learning("W8", "3-D CNN 32x32x32, Adam, batch 8", 8, 2, adam(), Networks::volumes)));
        for (int size : new int[] {1024, 2048}) {
            for (int threads = 1; threads <= 2; threads++) {
                all.add(product(size, threads));
            }
        }
        all.add(asking("W10", "one sample through W1's network", 1, Networks::mlp));
        all.add(asking("W11-1", "MobileNetV2 inference 224x224x3, batch 1", 1, Networks::mobilenetV2));
        all.add(asking("W11-8", "MobileNetV2 inference 224x224x3, batch 8", 8, Networks::mobilenetV2));
        all.add(new Workload("W12", "U-Net 64x64x1, base 16, depth 3, Dice + BCE, Adam, batch 8", Kind.LEARN, 8, Workloads::segmentation));
        return all;
    }

    private static Workload learning(String id, String title, int batch, int classes, Optimizer optimizer, Supplier<Model> network) {
        return new Workload(id, title, Kind.LEARN, batch, threads -> {
            Model model = network.get().threads(threads).compile(optimizer, sparseCategoricalCrossentropy().fromLogits());
            Batch data = new Batch(pictures(model, batch), labels(batch, classes));
            return training(model, model.trainingStep(Dataset.of(data.x(), data.y())), data);
        });
    }

    private static Task segmentation(int threads) {
        Model model = Networks.unet().threads(threads);
        NDArray x = pictures(model, 8);
        var random = new Random(3);
        Batch data = new Batch(x, NDArray.generate(x.shape(), _ -> random.nextInt(2)));
        return training(model, model.trainingStep(adam(), Dataset.of(x, data.y()), (batch, net) -> {
            Tensor logits = net.call(batch.x());
            return binaryCrossentropy().fromLogits().of(batch.y(), logits, null).add(dice().of(batch.y(), logits.sigmoid()));
        }), data);
    }

    private static Task training(Model model, TrainingStep step, Batch data) {
        Program program = step.program(data.size());
        double weights = bytes(model.variables()) + bytes(step.variables());
        return new Task(() -> step.run(data), program, 2 * weights + 4.0 * (data.x().size() + data.y().size()));
    }

    private static Workload asking(String id, String title, int batch, Supplier<Model> network) {
        return new Workload(id, title, Kind.ASK, batch, threads -> {
            Model model = network.get().threads(threads);
            NDArray x = pictures(model, batch);
            Predictor served = model.serving();
            return new Task(() -> served.predict(x), served.program(batch), bytes(model.variables()) + 4.0 * x.size());
        });
    }

    /** Its threads are its own, whatever the others get. */
    private static Workload product(int n, int threads) {
        return new Workload("W9-" + n + "-" + threads, "sgemm " + n + "³, " + threads + (threads == 1 ? " thread" : " threads"), Kind.MULTIPLY, 1, _ -> {
            Tensor a = Tensor.input("a", DType.FLOAT32, Shape.of(n, n));
            Tensor b = Tensor.input("b", DType.FLOAT32, Shape.of(n, n));
            Program program = Compiler.compile(new Graph(List.of(a.matmul(b)), List.of()), Engine.threads(threads));
            program.input("a").load(normal(Shape.of(n, n)));
            program.input("b").load(normal(Shape.of(n, n)));
            return new Task(program::run, program, 12.0 * n * n);
        });
    }

    private static double bytes(List<Variable> variables) {
        return variables.stream().mapToDouble(v -> 4.0 * v.value().size()).sum();
    }

    private static NDArray pictures(Model model, int batch) {
        return normal(model.body().inputs().getFirst().shape().batch(batch));
    }

    private static NDArray normal(Shape shape) {
        var random = new Random(1);
        return NDArray.generate(shape, _ -> random.nextGaussian());
    }

    private static NDArray labels(int n, int classes) {
        return NDArray.of(new Random(2).ints(n, 0, classes).toArray());
    }
}
