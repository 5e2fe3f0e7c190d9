package dyp.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.grad.Gradients;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.runtime.Engine;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The whole plan of a small network as text, read by hand: no change of a pass goes unnoticed. */
class ExplainTest {
    @Test
    void aTrainingStep() {
        Tensor x = Tensor.input("x", DType.FLOAT32, Shape.of(8, 5));
        Tensor classes = Tensor.input("y", DType.INT32, Shape.of(8));
        Tensor w1 = variable("w1", 5, 4);
        Tensor b1 = variable("b1", 4);
        Tensor w2 = variable("w2", 4, 3);
        Tensor hidden = Tensor.labelled("hidden", () -> x.matmul(w1).add(b1).relu());
        Tensor logits = Tensor.labelled("logits", () -> hidden.matmul(w2));
        Tensor loss = Tensor.labelled("loss", () -> logits.crossEntropy(classes));
        List<Tensor> weights = List.of(w1, b1, w2);
        List<Tensor> gradients = Gradients.of(loss, weights);
        List<Tensor> updates = IntStream.range(0, 3)
                .mapToObj(i -> Tensor.labelled("sgd", () -> weights.get(i).update(weights.get(i).sub(gradients.get(i).mul(0.125))))).toList();
        assertEquals("""
            step  op                                       layer                    shape                backend tasks     offset        bytes
               0  one_hot                                  loss                     (8, 3)               scalar      1        124           96
               1  matmul+add+relu                          hidden                   (8, 4)               scalar      2         60          128
               2  matmul                                   logits                   (8, 3)               scalar      1         92           96
               3  log_softmax                              loss                     (8, 3)               scalar      1        156           96
               4  mul+sum                                  loss                     (8, 1)               scalar      2        188           32
               5  mean                                     loss                     (1,)                 scalar      1        204            4
               6  neg                                      loss                     (1,)                 scalar      1        204            4
               7  broadcast                                loss'                    (8, 1)               scalar      1         92           32
               8  mul+exp+sum+mul+mul+sub                  loss'                    (8, 3)               scalar      1        124           96
               9  matmul+relu_grad                         hidden'                  (8, 4)               scalar      2         92          128
              10  matmul                                   hidden'                  (5, 4)               scalar      1        156           80
              11  mul+sub+update                           sgd                      (5, 4)               scalar      1   in place           80
              12  sum                                      hidden'                  (1, 4)               scalar      1        156           16
              13  mul+sub+update                           sgd                      (4,)                 scalar      1   in place           16
              14  matmul                                   logits'                  (4, 3)               scalar      1         92           48
              15  mul+sub+update                           sgd                      (4, 3)               scalar      1   in place           48
            16 steps, arena of 1,120 bytes with scratch (results alone, none shared: 856)
            """, explain(new Graph(List.of(loss), updates)));
    }

    @Test
    void thePlanReadsTheSameInEveryCountry() {
        Graph graph = new Graph(List.of(Tensor.input("x", DType.FLOAT32, Shape.of(1234)).exp()), List.of());
        String here = explain(graph);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals(here, explain(graph));
        } finally {
            Locale.setDefault(before);
        }
    }

    /** The plain loops on one thread: the same plan on every machine. */
    private static String explain(Graph graph) {
        Engine scalar = new Engine(List.of(Engine.scalar()), Engine.threads(1).workers());
        return Compiler.compile(graph, scalar).explain().replace(System.lineSeparator(), "\n");
    }

    private static Tensor variable(String name, int... shape) {
        return Tensor.make(new Leaf.Variable(name, NDArray.zeros(Shape.of(shape)), true));
    }
}
