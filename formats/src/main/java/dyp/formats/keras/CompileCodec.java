package dyp.formats.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.metric.Metric;
import dyp.tensor.DypException;
import dyp.train.Goal;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a file says about how its model learns and is judged. */
final class CompileCodec {
    private CompileCodec() {}

    /**
     * Compiles the model as the file says.
     *
     * @throws DypException where the optimizer or a loss is not known
     */
    static void read(JsonNode compile, Model model) {
        if (!compile.path("optimizer").isContainerNode() && !compile.path("optimizer").isTextual() || compile.path("loss").isNull() || compile.path("loss").isMissingNode()) {
            return;
        }
        List<String> outputs = model.body().outputNames();
        List<Goal> goals = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            JsonNode loss = of(compile.path("loss"), outputs, i);
            if (loss.isNull() || loss.isMissingNode()) {
                throw new DypException("The file gives the output '" + outputs.get(i) + "' no loss.");
            }
            JsonNode weight = of(compile.path("loss_weights"), outputs, i);
            goals.add(Goal.of(outputs.get(i), LossCodec.loss(loss)).weight(weight.isNumber() ? weight.doubleValue() : 1)
                    .metrics(metrics(outputs.size() == 1 ? compile.path("metrics") : of(compile.path("metrics"), outputs, i))));
        }
        model.compile(OptimizerCodec.read(compile.path("optimizer")), goals.toArray(Goal[]::new));
    }

    /** One output's part: by its name, by its place, or what holds for all. */
    private static JsonNode of(JsonNode node, List<String> outputs, int i) {
        boolean single = node.isObject() && node.has("class_name");
        return single || node.isTextual() || node.isNumber() ? node : node.isArray() ? node.path(i) : node.path(outputs.get(i));
    }

    private static Metric[] metrics(JsonNode node) {
        List<Metric> all = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(n -> all.addAll(List.of(metrics(n))));
        } else {
            all.add(LossCodec.metric(node));
        }
        return all.stream().filter(Objects::nonNull).toArray(Metric[]::new);
    }

    /** Null where the model is not compiled, or in a way that Keras has no words for. */
    static ObjectNode write(Model model) {
        if (model.goals().isEmpty()) {
            return null;
        }
        try {
            ObjectNode compile = JsonNodeFactory.instance.objectNode();
            compile.set("optimizer", OptimizerCodec.write(model.optimizer()));
            List<Goal> goals = model.goals();
            if (goals.size() == 1) {
                compile.set("loss", LossCodec.write(goals.getFirst().loss()));
                compile.putNull("loss_weights");
                compile.set("metrics", metrics(goals.getFirst()));
            } else {
                ObjectNode losses = compile.putObject("loss"), weights = compile.putObject("loss_weights"), metrics = compile.putObject("metrics");
                for (Goal g : goals) {
                    losses.set(g.output(), LossCodec.write(g.loss()));
                    weights.put(g.output(), g.weight());
                    metrics.set(g.output(), metrics(g));
                }
            }
            return compile.putNull("weighted_metrics").put("run_eagerly", false).put("steps_per_execution", 1).put("jit_compile", "auto");
        } catch (DypException e) {
            return null;
        }
    }

    private static ArrayNode metrics(Goal goal) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        goal.metrics().stream().map(LossCodec::write).filter(Objects::nonNull).forEach(all::add);
        return all;
    }
}
