package dyp.zoo;

import dyp.nn.Activation;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Well-known networks, each for any input, any number of channels and of classes: {@code Zoo.resNet50().weights(path).withoutTop()}. Those that Keras
 * has are built as Keras builds them, with its names, unless weights of PyTorch's or {@link Blueprint#style} say otherwise.
 */
public final class Zoo {
    private static final int PICTURE = 224;
    private static final int IMAGENET = 1000;

    private Zoo() {}

    private static Blueprint pictures(String name, String paper, Architecture architecture, int size) {
        return new Blueprint(name, paper, architecture, Shape.of(size, size, 3), IMAGENET, null);
    }

    // ---- straight ones

    /** 28x28x1, 10 classes, tanh. LeCun et al. 1998, "Gradient-based learning applied to document recognition". */
    public static Blueprint leNet5() {
        return new Blueprint("lenet5", "LeCun et al. 1998, Gradient-based learning applied to document recognition", new LeNet5(), Shape.of(28, 28, 1), 10, null);
    }

    /** Simonyan and Zisserman 2015, "Very deep convolutional networks for large-scale image recognition". */
    public static Blueprint vgg16() {
        return vgg("vgg16", 2, 2, 3, 3, 3);
    }

    /** Simonyan and Zisserman 2015, "Very deep convolutional networks for large-scale image recognition". */
    public static Blueprint vgg19() {
        return vgg("vgg19", 2, 2, 4, 4, 4);
    }

    private static Blueprint vgg(String name, Integer... blocks) {
        return pictures(name, "Simonyan and Zisserman 2015, Very deep convolutional networks for large-scale image recognition", new Vgg(List.of(blocks)), PICTURE);
    }

    // ---- residual ones

    private static final String RESIDUAL = "He et al. 2016, Deep residual learning for image recognition";
    private static final String PRE_ACTIVATED = "He et al. 2016, Identity mappings in deep residual networks";

    /** PyTorch's version 1.5. He et al. 2016, "Deep residual learning for image recognition". */
    public static Blueprint resNet18() {
        return resNet(18, 1);
    }

    /** As {@link #resNet18}. */
    public static Blueprint resNet34() {
        return resNet(34, 1);
    }

    /**
     * Keras's version 1 in Keras's style, PyTorch's version 1.5 with {@code style(TORCH)} or weights of PyTorch's. He et al. 2016, "Deep residual
     * learning for image recognition".
     */
    public static Blueprint resNet50() {
        return resNet(50, 1);
    }

    /** As {@link #resNet50}. */
    public static Blueprint resNet101() {
        return resNet(101, 1);
    }

    /** As {@link #resNet50}. */
    public static Blueprint resNet152() {
        return resNet(152, 1);
    }

    /** He et al. 2016, "Identity mappings in deep residual networks". */
    public static Blueprint resNet18V2() {
        return resNet(18, 2);
    }

    /** He et al. 2016, "Identity mappings in deep residual networks". */
    public static Blueprint resNet34V2() {
        return resNet(34, 2);
    }

    /** He et al. 2016, "Identity mappings in deep residual networks". */
    public static Blueprint resNet50V2() {
        return resNet(50, 2);
    }

    /** He et al. 2016, "Identity mappings in deep residual networks". */
    public static Blueprint resNet101V2() {
        return resNet(101, 2);
    }

    /** He et al. 2016, "Identity mappings in deep residual networks". */
    public static Blueprint resNet152V2() {
        return resNet(152, 2);
    }

    private static Blueprint resNet(int depth, int version) {
        return pictures("resnet" + depth + (version == 1 ? "" : "v2"), version == 1 ? RESIDUAL : PRE_ACTIVATED, residual(depth, version), PICTURE);
    }

    private static ResNet residual(int depth, int version) {
        List<Integer> blocks = switch (depth) {
            case 18 -> List.of(2, 2, 2, 2);
            case 34, 50 -> List.of(3, 4, 6, 3);
            case 101 -> List.of(3, 4, 23, 3);
            case 152 -> List.of(3, 8, 36, 3);
            default -> throw new DypException("There are residual networks of 18, 34, 50, 101 and 152 layers, but " + depth + " were asked for.");
        };
        return new ResNet(blocks, depth >= 50, version);
    }

    /**
     * For signals (length, channels), with convolutions along time; 1000x1 and 5 classes unless said. The layers of He et al. 2016; on time series Wang,
     * Yan and Oates 2017, "Time series classification from scratch with deep neural networks: a strong baseline".
     *
     * @param depth 18, 34, 50, 101 or 152
     */
    public static Blueprint resNet1d(int depth) {
        return new Blueprint("resnet" + depth + "_1d", "Wang, Yan and Oates 2017, Time series classification from scratch with deep neural networks", residual(depth, 1),
                Shape.of(1000, 1), 5, null).style(Style.TORCH);
    }

    /**
     * For volumes (depth, height, width, channels); 64x64x64x1 and 2 classes unless said. Hara, Kataoka and Satoh 2018, "Can spatiotemporal 3D CNNs retrace
     * the history of 2D CNNs and ImageNet?".
     *
     * @param depth 18, 34, 50, 101 or 152
     */
    public static Blueprint resNet3d(int depth) {
        return new Blueprint("resnet" + depth + "_3d", "Hara, Kataoka and Satoh 2018, Can spatiotemporal 3D CNNs retrace the history of 2D CNNs and ImageNet?",
                residual(depth, 1), Shape.of(64, 64, 64, 1), 2, null).style(Style.TORCH);
    }

    // ---- densely connected ones

    private static final String DENSE = "Huang et al. 2017, Densely connected convolutional networks";

    /** Huang et al. 2017, "Densely connected convolutional networks". */
    public static Blueprint denseNet121() {
        return denseNet("densenet121", 6, 12, 24, 16);
    }

    /** Huang et al. 2017, "Densely connected convolutional networks". */
    public static Blueprint denseNet169() {
        return denseNet("densenet169", 6, 12, 32, 32);
    }

    /** Huang et al. 2017, "Densely connected convolutional networks". */
    public static Blueprint denseNet201() {
        return denseNet("densenet201", 6, 12, 48, 32);
    }

    /**
     * For small pictures, which keep their size up to the first block's end: 32x32x3 and 10 classes unless said. The networks that the paper has for
     * CIFAR (DenseNet-BC, k = {@code growth}). Huang et al. 2017, "Densely connected convolutional networks".
     *
     * @param growth how many channels a layer adds
     * @param blocks how many layers each block has; between two blocks the sides are halved
     */
    public static Blueprint denseNetSmall(int growth, int... blocks) {
        return new Blueprint("densenet_small", DENSE, new DenseNet(IntStream.of(blocks).boxed().toList(), growth, true), Shape.of(32, 32, 3), 10, null);
    }

    private static Blueprint denseNet(String name, Integer... blocks) {
        return pictures(name, DENSE, new DenseNet(List.of(blocks)), PICTURE);
    }

    /**
     * DenseNet-121 with a sigmoid for each of 14 findings in pictures of the chest; its loss is {@link dyp.loss.Losses#balancedBinaryCrossentropy}.
     * Rajpurkar et al. 2017, "CheXNet: radiologist-level pneumonia detection on chest X-rays with deep learning".
     */
    public static Blueprint cheXNet() {
        return new Blueprint("chexnet", "Rajpurkar et al. 2017, CheXNet: radiologist-level pneumonia detection on chest X-rays with deep learning",
                new DenseNet(List.of(6, 12, 24, 16)), Shape.of(PICTURE, PICTURE, 3), CHEST.size(), Activation.SIGMOID).labels(CHEST);
    }

    /** The findings of CheXNet, in the order of the data that it was trained on. */
    private static final List<String> CHEST = List.of("Atelectasis", "Cardiomegaly", "Effusion", "Infiltration", "Mass", "Nodule", "Pneumonia", "Pneumothorax",
            "Consolidation", "Edema", "Emphysema", "Fibrosis", "Pleural Thickening", "Hernia");

    // ---- economical ones

    /** Sandler et al. 2018, "MobileNetV2: inverted residuals and linear bottlenecks". */
    public static Blueprint mobileNetV2() {
        return mobileNetV2(1);
    }

    /** @param width times the filters of the paper */
    public static Blueprint mobileNetV2(double width) {
        return pictures("mobilenetv2", "Sandler et al. 2018, MobileNetV2: inverted residuals and linear bottlenecks", new MobileNetV2(width), PICTURE);
    }

    /**
     * Pictures of 0 to 255: their preparation is part of the network. Tan and Le 2019, "EfficientNet: rethinking model scaling for convolutional neural
     * networks".
     *
     * @param size 0 to 7
     */
    public static Blueprint efficientNet(int size) {
        double[][] sizes = {{1, 1, 224, 0.2}, {1, 1.1, 240, 0.2}, {1.1, 1.2, 260, 0.3}, {1.2, 1.4, 300, 0.3}, {1.4, 1.8, 380, 0.4}, {1.6, 2.2, 456, 0.4},
                {1.8, 2.6, 528, 0.5}, {2, 3.1, 600, 0.5}};
        if (size < 0 || size >= sizes.length) {
            throw new DypException("There are EfficientNets B0 to B7, but B" + size + " was asked for.");
        }
        double[] s = sizes[size];
        return pictures("efficientnetb" + size, "Tan and Le 2019, EfficientNet: rethinking model scaling for convolutional neural networks",
                new EfficientNet(s[0], s[1], s[3]), (int) s[2]);
    }

    /** {@link #efficientNet} of size 0. */
    public static Blueprint efficientNetB0() {
        return efficientNet(0);
    }

    // ---- of several branches

    /** Szegedy et al. 2016, "Rethinking the Inception architecture for computer vision". */
    public static Blueprint inceptionV3() {
        return pictures("inception_v3", "Szegedy et al. 2016, Rethinking the Inception architecture for computer vision", new InceptionV3(), 299);
    }

    /** Chollet 2017, "Xception: deep learning with depthwise separable convolutions". */
    public static Blueprint xception() {
        return pictures("xception", "Chollet 2017, Xception: deep learning with depthwise separable convolutions", new Xception(), 299);
    }

    // ---- of today

    /** Pictures of 0 to 255: their preparation is part of the network. Liu et al. 2022, "A ConvNet for the 2020s". */
    public static Blueprint convNeXtTiny() {
        return pictures("convnext_tiny", "Liu et al. 2022, A ConvNet for the 2020s", new ConvNeXt("convnext_tiny", List.of(3, 3, 9, 3), List.of(96, 192, 384, 768)), PICTURE);
    }

    /** Patches of 16, width 192, 3 heads. Dosovitskiy et al. 2021, the size of Touvron et al. 2021, "Training data-efficient image transformers". */
    public static Blueprint viTTiny() {
        return viT("vit_tiny", 16, 192, 12, 3);
    }

    /** Patches of 16, width 384, 6 heads. Dosovitskiy et al. 2021, the size of Touvron et al. 2021, "Training data-efficient image transformers". */
    public static Blueprint viTSmall() {
        return viT("vit_small", 16, 384, 12, 6);
    }

    /** Patches of 16, width 768, 12 heads. Dosovitskiy et al. 2021, "An image is worth 16x16 words: transformers for image recognition at scale". */
    public static Blueprint viTBase() {
        return viT("vit_base", 16, 768, 12, 12);
    }

    /**
     * A vision transformer of any size. Dosovitskiy et al. 2021, "An image is worth 16x16 words: transformers for image recognition at scale".
     *
     * @param patch pixels along each side of a patch
     * @param width features of each patch, a multiple of heads
     * @param depth how many blocks
     */
    public static Blueprint viT(int patch, int width, int depth, int heads) {
        return viT("vit", patch, width, depth, heads);
    }

    private static Blueprint viT(String name, int patch, int width, int depth, int heads) {
        return pictures(name, "Dosovitskiy et al. 2021, An image is worth 16x16 words: transformers for image recognition at scale",
                new VisionTransformer(patch, width, depth, heads), PICTURE);
    }

    // ---- for each pixel and voxel

    /** 256x256x3 and one class unless said. Ronneberger et al. 2015, "U-Net: convolutional networks for biomedical image segmentation". */
    public static Blueprint uNet() {
        return uNet(64, 4);
    }

    /**
     * A smaller or larger one.
     *
     * @param filters of the first level; each level below has twice as many
     * @param levels how often the places are halved
     */
    public static Blueprint uNet(int filters, int levels) {
        return new Blueprint("unet", "Ronneberger et al. 2015, U-Net: convolutional networks for biomedical image segmentation", new UNet(filters, levels, false),
                Shape.of(256, 256, 3), 1, null);
    }

    /** 64x64x64x1 and one class unless said. Çiçek et al. 2016, "3D U-Net: learning dense volumetric segmentation from sparse annotation". */
    public static Blueprint uNet3d() {
        return uNet3d(32, 3);
    }

    /** A smaller or larger one: see {@link #uNet(int, int)}. */
    public static Blueprint uNet3d(int filters, int levels) {
        return new Blueprint("unet3d", "Çiçek et al. 2016, 3D U-Net: learning dense volumetric segmentation from sparse annotation", new UNet(filters, levels, true),
                Shape.of(64, 64, 64, 1), 1, null);
    }
}
