package dyp.formats.onnx.read;

import dyp.formats.onnx.read.Values.Kind;
import dyp.tensor.DypException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A file's nodes in groups that become a layer each. Between layers there are only values with a batch of their own: nodes that hand each
 * other others, such as heads of attention folded into the batch, stay together. What works out shapes is in every group that needs them.
 */
final class Units {
    private final OnnxFile file;
    private final Values values;
    private final Map<String, Integer> maker = new HashMap<>();
    private final int[] group;
    private final List<Set<Integer>> before = new ArrayList<>();
    private final List<Set<Integer>> after = new ArrayList<>();

    private Units(OnnxFile file, Values values) {
        this.file = file;
        this.values = values;
        int n = file.nodes().size();
        group = new int[n];
        for (int i = 0; i < n; i++) {
            group[i] = i;
            before.add(new TreeSet<>());
            after.add(new TreeSet<>());
            for (String out : file.nodes().get(i).getOutputList()) {
                maker.put(out, i);
            }
        }
    }

    /** Groups of nodes, each after those whose values it takes; nodes by their number. */
    static List<List<Integer>> of(OnnxFile file, Values values) {
        Units u = new Units(file, values);
        u.join();
        boolean grown = true;
        while (grown) {
            grown = u.close();
        }
        return u.sorted();
    }

    private boolean isData(int node) {
        return file.nodes().get(node).getOutputList().stream().filter(o -> !o.isEmpty() && values.tensor(o) != null)
                .anyMatch(o -> values.kind(o) == Kind.CLEAN || values.kind(o) == Kind.MIXED);
    }

    private int root(int i) {
        while (group[i] != i) {
            group[i] = group[group[i]];
            i = group[i];
        }
        return i;
    }

    private void union(int a, int b) {
        group[Math.max(root(a), root(b))] = Math.min(root(a), root(b));
    }

    private void join() {
        for (int i = 0; i < file.nodes().size(); i++) {
            if (!isData(i)) {
                continue;
            }
            for (String name : data(file, values, i, maker)) {
                Integer from = maker.get(name);
                if (from != null) {
                    before.get(i).add(from);
                    after.get(from).add(i);
                    if (values.kind(name) == Kind.MIXED) {
                        union(from, i);
                    }
                }
            }
        }
        for (String out : file.outputs()) {
            if (values.kind(out) == Kind.MIXED || values.kind(out) == Kind.SHAPELY) {
                throw new DypException("its output '" + out + "' of shape " + values.shape(out)
                        + " for a batch of 7 has no axis that is the batch. Models give something for each sample.");
            }
        }
    }

    /** The data that a node takes, itself or through what works out shapes. */
    static Set<String> data(OnnxFile file, Values values, int node, Map<String, Integer> maker) {
        Set<String> found = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(Values.taken(file.nodes().get(node)));
        while (!open.isEmpty()) {
            String name = open.poll();
            if (!seen.add(name)) {
                continue;
            }
            switch (values.kind(name)) {
                case KNOWN -> { }
                case SHAPELY -> open.addAll(Values.taken(file.nodes().get(maker.get(name))));
                case CLEAN, MIXED -> found.add(name);
            }
        }
        return found;
    }

    private Map<Integer, List<Integer>> members() {
        Map<Integer, List<Integer>> all = new TreeMap<>();
        for (int i = 0; i < group.length; i++) {
            if (isData(i)) {
                all.computeIfAbsent(root(i), _ -> new ArrayList<>()).add(i);
            }
        }
        return all;
    }

    /** What lies on a way from a group back to itself belongs to it: else neither could come first. */
    private boolean close() {
        Map<Integer, List<Integer>> members = members();
        boolean grown = false;
        for (List<Integer> nodes : members.values()) {
            if (nodes.size() < 2 || members.get(root(nodes.getFirst())) != nodes) {
                continue;
            }
            Set<Integer> down = reached(nodes.getFirst(), after, members);
            Set<Integer> up = reached(nodes.getFirst(), before, members);
            for (int i : down) {
                if (up.contains(i) && root(i) != root(nodes.getFirst())) {
                    union(i, nodes.getFirst());
                    grown = true;
                }
            }
        }
        return grown;
    }

    /** All that can be reached from a node's group, where whoever comes into a group comes to all of it. */
    private Set<Integer> reached(int from, List<Set<Integer>> ways, Map<Integer, List<Integer>> members) {
        Set<Integer> seen = new TreeSet<>(members.getOrDefault(root(from), List.of(from)));
        Deque<Integer> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (int next : ways.get(open.poll())) {
                for (int i : members.getOrDefault(root(next), List.of(next))) {
                    if (seen.add(i)) {
                        open.add(i);
                    }
                }
            }
        }
        return seen;
    }

    private List<List<Integer>> sorted() {
        Map<Integer, List<Integer>> members = members();
        Map<Integer, Integer> waits = new LinkedHashMap<>();
        Map<Integer, Set<Integer>> then = new HashMap<>();
        members.forEach((g, nodes) -> {
            Set<Integer> needs = new LinkedHashSet<>();
            nodes.forEach(i -> before.get(i).stream().map(this::root).filter(b -> !b.equals(g)).forEach(needs::add));
            waits.put(g, needs.size());
            needs.forEach(b -> then.computeIfAbsent(b, _ -> new LinkedHashSet<>()).add(g));
        });
        // Of those that may come, the one whose first node comes first in the file.
        TreeSet<Integer> ready = new TreeSet<>();
        waits.forEach((g, w) -> {
            if (w == 0) {
                ready.add(g);
            }
        });
        List<List<Integer>> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            int g = ready.pollFirst();
            order.add(members.get(g));
            for (int next : then.getOrDefault(g, Set.of())) {
                if (waits.merge(next, -1, Integer::sum) == 0) {
                    ready.add(next);
                }
            }
        }
        if (order.size() != members.size()) {
            throw new DypException("its nodes wait for each other.");
        }
        return order;
    }

}
