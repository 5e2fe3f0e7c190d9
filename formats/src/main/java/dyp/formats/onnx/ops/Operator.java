package dyp.formats.onnx.ops;

import dyp.op.Tensor;
import java.util.List;
import java.util.Map;

/** What an operator of ONNX makes of its inputs. */
@FunctionalInterface
public interface Operator {
    List<Tensor> run(Call c);

    /** Operators by name, of one family. */
    interface Family {
        void list(Map<String, Operator> into);
    }

    /** An operator with one output. */
    interface One {
        Tensor run(Call c);
    }

    static Operator one(One one) {
        return c -> List.of(one.run(c));
    }
}
