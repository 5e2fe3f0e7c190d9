package dyp.labs.lesson;

import dyp.grad.Gradients;
import dyp.op.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Backpropagation by hand, number by number, beside what the engine gives. The graph: two inputs, a hidden neuron h = tanh(a x1 + b x2 + c), an output
 * p = sigmoid(d h + e), and the loss (p - y)^2. Each line of the way back is one use of the chain rule.
 */
final class Backpropagation {
    /** A node of the graph: its value, and how fast the loss grows with it. */
    record Node(double value, double gradient) {}

    /** The weights a to e that a seed gives. */
    static double[] weights(long seed) {
        return new Random(seed).doubles(5, -1.5, 1.5).toArray();
    }

    static Map<String, Node> byHand(double[] w, double x1, double x2, double y) {
        // Forward: what each node is.
        double s = w[0] * x1 + w[1] * x2 + w[2];
        double h = Math.tanh(s);
        double z = w[3] * h + w[4];
        double p = 1 / (1 + Math.exp(-z));
        double loss = (p - y) * (p - y);
        // Backward: what each node does to the loss, from the last to the first.
        double dp = 2 * (p - y);
        double dz = dp * p * (1 - p);   // sigmoid' = p (1 - p)
        double dd = dz * h;
        double de = dz;
        double dh = dz * w[3];
        double ds = dh * (1 - h * h);   // tanh' = 1 - h^2
        double da = ds * x1;
        double db = ds * x2;
        double dc = ds;
        Map<String, Node> nodes = new LinkedHashMap<>();
        nodes.put("loss = (p - y)^2", new Node(loss, 1));
        nodes.put("p = sigmoid(z)", new Node(p, dp));
        nodes.put("z = d h + e", new Node(z, dz));
        nodes.put("h = tanh(s)", new Node(h, dh));
        nodes.put("s = a x1 + b x2 + c", new Node(s, ds));
        nodes.put("a", new Node(w[0], da));
        nodes.put("b", new Node(w[1], db));
        nodes.put("c", new Node(w[2], dc));
        nodes.put("d", new Node(w[3], dd));
        nodes.put("e", new Node(w[4], de));
        return nodes;
    }

    /** The same graph as tensors; the engine works out the way back by itself. */
    static List<Node> byEngine(double[] w, double x1, double x2, double y) {
        Tensor a = Tensor.scalar(w[0]);
        Tensor b = Tensor.scalar(w[1]);
        Tensor c = Tensor.scalar(w[2]);
        Tensor d = Tensor.scalar(w[3]);
        Tensor e = Tensor.scalar(w[4]);
        Tensor s = a.mul(x1).add(b.mul(x2)).add(c);
        Tensor h = s.tanh();
        Tensor z = d.mul(h).add(e);
        Tensor p = z.sigmoid();
        Tensor loss = p.sub(y).square();
        List<Tensor> nodes = List.of(loss, p, z, h, s, a, b, c, d, e);
        List<Tensor> gradients = Gradients.of(loss, nodes);
        List<Node> numbers = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            numbers.add(new Node(nodes.get(i).value().item(), gradients.get(i).value().item()));
        }
        return numbers;
    }

    void main(String[] args) {
        double[] w = weights(Show.seed(args));
        double x1 = 0.5;
        double x2 = -1;
        double y = 1;
        List<Node> engine = byEngine(w, x1, x2, y);
        List<List<String>> rows = new ArrayList<>();
        double[] most = {0};
        byHand(w, x1, x2, y).forEach((name, hand) -> {
            Node its = engine.get(rows.size());
            most[0] = Math.max(most[0], Math.abs(hand.gradient - its.gradient));
            rows.add(List.of(name, Show.number("%.6f", hand.value), Show.number("%.6f", its.value), Show.number("%.6f", hand.gradient), Show.number("%.6f", its.gradient)));
        });
        Show.say("x1 = %s, x2 = %s, y = %s", x1, x2, y);
        Show.table(List.of("node", "value, by hand", "engine", "d loss / d node, by hand", "engine"), rows);
        Show.say("The largest difference of two gradients is %.1e: the engine does what the chain rule says, and nothing else.", most[0]);
    }
}
