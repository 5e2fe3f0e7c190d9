package dyp.formats.keras;

import dyp.nn.Layer;
import java.util.List;

/**
 * Records of layers that Keras does not have, which {@code .keras} files are to hold all the same: a component is a key of the configuration, as of
 * any layer. Those on the class path are found by Java's {@link java.util.ServiceLoader}. Keras itself reads such files where classes of these names
 * are registered.
 */
public interface LayerKinds {
    /** One layer of each kind; its components fill in what a file leaves out. */
    List<Layer> kinds();
}
