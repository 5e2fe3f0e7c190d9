package dyp.bench;

import dyp.tensor.DypException;

/** A program of a user's own size: it runs one workload once, says so and ends. Its whole life is what is measured. */
public final class First {
    private First() {}

    /** The argument: a workload's name. */
    public static void main(String[] args) {
        Workload workload = Workloads.all().stream().filter(w -> w.id().equals(args[0])).findFirst()
                .orElseThrow(() -> new DypException("There is no workload '" + args[0] + "'."));
        workload.make().apply(Runtime.getRuntime().availableProcessors()).run().run();
        System.out.println("first");
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
