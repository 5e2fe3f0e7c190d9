package dyp.formats.onnx.proto;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dyp.op.Custom;
import java.util.List;

/** An op of a file that Dyp's own have no match for, and that goes back into a file as it came. */
public interface CustomNode extends Custom {
    /** Puts nodes into a file. */
    interface Pen {
        /** @return the name of the node's first output */
        String node(String op, String domain, List<String> inputs, List<AttributeProto> attributes);
    }

    /**
     * Writes the op.
     *
     * @param inputs the names of its inputs there
     * @return the name of its output
     */
    String write(Pen pen, List<String> inputs);
}
