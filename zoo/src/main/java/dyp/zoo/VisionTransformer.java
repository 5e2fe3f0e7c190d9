package dyp.zoo;

import static dyp.nn.Activation.GELU;
import static dyp.nn.Layers.*;

import dyp.nn.LayerNormalization;
import dyp.nn.Symbol;
import dyp.op.Resize;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Dosovitskiy et al. 2021: a picture's patches as the words of a transformer. Without its classifier it gives (1 + patches, width), the class token first.
 *
 * @param width features of each patch, of which each head has 64
 */
record VisionTransformer(int patch, int width, int depth, int heads) implements Architecture {
    private static final List<String> POSITIONS = List.of("pos_embed", "encoder.pos_embedding");

    @Override
    public List<Style> styles() {
        return List.of(Style.TORCH);
    }

    private static LayerNormalization norm() {
        return layerNormalization().epsilon(1e-6);
    }

    @Override
    public Symbol features(Net net, Symbol x) {
        if (x.shape().dim(0) % patch != 0 || x.shape().dim(1) % patch != 0) {
            throw new DypException("The picture must fall into patches of " + patch + "x" + patch + ", but is " + x.shape() + ". Choose multiples of " + patch + ".");
        }
        Symbol y = net.put("patch_embed", "patch_embed.proj|conv_proj", conv2d(width, patch).strides(patch), x);
        y = net.put("patches", reshape(-1, width), y);
        net.call("tokens/class_token", "cls_token|class_token");
        net.call("tokens/positions", String.join("|", POSITIONS));
        y = net.put("tokens", new Tokens(0.02), y);
        for (int i = 0; i < depth; i++) {
            y = block(net, y, "block" + i + "_", "blocks." + i + ".", "|encoder.layers.encoder_layer_" + i + ".");
        }
        return net.put("norm", "norm|encoder.ln", norm(), y);
    }

    private Symbol block(Net net, Symbol x, String name, String timm, String torch) {
        Symbol y = net.put(name + "norm1", timm + "norm1" + torch + "ln_1", norm(), x);
        y = net.put(name + "attention", timm + "attn" + torch + "self_attention", multiHeadAttention(heads, width / heads), y, y);
        y = net.put(name + "add1", add(), x, y);
        Symbol z = net.put(name + "norm2", timm + "norm2" + torch + "ln_2", norm(), y);
        z = net.put(name + "mlp1", timm + "mlp.fc1" + torch + "mlp.0" + torch + "mlp.linear_1", dense(4 * width, GELU), z);
        z = net.put(name + "mlp2", timm + "mlp.fc2" + torch + "mlp.3" + torch + "mlp.linear_2", dense(width), z);
        return net.put(name + "add2", add(), y, z);
    }

    @Override
    public Symbol top(Net net, Symbol features) {
        Symbol first = net.put("class_token", flatten(), net.put("first", cropping1d(0, features.shape().dim(0) - 1), features));
        return net.put("head", "head|heads.head", dense(net.classes(), net.end()), first);
    }

    /** timm's models take pictures of -1 to 1, torchvision's such as are normalized by ImageNet's means. */
    @Override
    public Preprocess preprocess(Style style) {
        return Preprocess.SCALE;
    }

    /** Positions for another number of patches are interpolated, as the paper does for larger pictures. */
    @Override
    public Pretrained adapt(Model model, Map<String, NDArray> arrays) {
        Map<String, NDArray> adapted = new LinkedHashMap<>(arrays);
        int[] picture = model.inputs().getFirst().shape().dims();
        for (String key : POSITIONS) {
            adapted.computeIfPresent(key, (_, p) -> positions(p, picture[0] / patch, picture[1] / patch));
        }
        return new Pretrained(adapted, arrays.containsKey("conv_proj.weight") ? Preprocess.IMAGENET : null);
    }

    /** (1, 1 + side², width) -> (1, 1 + height * width, width). */
    private static NDArray positions(NDArray all, int height, int columns) {
        int features = all.shape().last();
        int patches = all.size() / features - 1;
        int side = (int) Math.round(Math.sqrt(patches));
        if (patches == height * columns || side * side != patches) {
            return all;
        }
        Tensor tokens = Tensor.constant(all.reshape(1, 1 + patches, features));
        Tensor grid = tokens.slice(1, 1, 1 + patches).reshape(1, side, side, features);
        Tensor other = Resize.resize(Resize.resize(grid, 1, height, Resize.Method.BICUBIC, true), 2, columns, Resize.Method.BICUBIC, true);
        return Tensor.concat(1, tokens.slice(1, 0, 1), other.reshape(1, height * columns, features)).value();
    }
}
