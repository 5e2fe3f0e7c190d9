package dyp.labs.classic;

import java.util.ArrayList;
import java.util.List;
import org.tribuo.classification.Label;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;

/**
 * A decision tree in arrays: Tribuo's own asks through maps of names, a hundred times slower.
 *
 * @param column which feature a node asks for; -1 for a leaf
 * @param split what is above goes to {@code above}, the rest to the next node
 * @param shares of the classes in a leaf; null elsewhere
 */
record Tree(int[] column, double[] split, int[] above, double[][] shares) {
    static Tree of(Node<Label> root, int[] columns, int classes) {
        List<Node<Label>> nodes = new ArrayList<>();
        List<Integer> above = new ArrayList<>();
        flatten(root, nodes, above);
        int n = nodes.size();
        Tree tree = new Tree(new int[n], new double[n], new int[n], new double[n][]);
        for (int i = 0; i < n; i++) {
            tree.above[i] = above.get(i);
            if (nodes.get(i) instanceof SplitNode<Label> s) {
                tree.column[i] = columns[s.getFeatureID()];
                tree.split[i] = s.splitValue();
            } else {
                tree.column[i] = -1;
                tree.shares[i] = shares((LeafNode<Label>) nodes.get(i), classes);
            }
        }
        return tree;
    }

    /** A node, all that is at most its split, all that is above. */
    private static void flatten(Node<Label> node, List<Node<Label>> nodes, List<Integer> above) {
        int here = nodes.size();
        nodes.add(node);
        above.add(-1);
        if (node instanceof SplitNode<Label> s) {
            flatten(s.getLessThanOrEqual(), nodes, above);
            above.set(here, nodes.size());
            flatten(s.getGreaterThan(), nodes, above);
        }
    }

    private static double[] shares(LeafNode<Label> leaf, int classes) {
        double[] shares = new double[classes];
        double sum = 0;
        for (Label l : leaf.getDistribution().values()) {
            shares[Integer.parseInt(l.getLabel())] = l.getScore();
            sum += l.getScore();
        }
        for (int i = 0; i < classes; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    double[] shares(float[] row) {
        int at = 0;
        while (column[at] >= 0) {
            at = row[column[at]] > split[at] ? above[at] : at + 1;
        }
        return shares[at];
    }
}
