package dyp.explain;

import dyp.explain.Explanation.Answer;
import dyp.tensor.NDArray;
import dyp.train.Model;

/**
 * Class activation maps by gradients: a layer's channels A, weighted by the gradient g = ∂score/∂A and summed, then stretched to the sample's size.
 *
 * @param kind how the gradient becomes weights
 * @param layer null for the last feature map
 * @param signed whether what speaks against the class stays in the map; else the sum is cut at 0, as in the papers
 */
public record GradCam(Kind kind, String layer, boolean signed) implements Explainer.Layered {
    /** The ways. Sums over k go over channels, means over the map's places. */
    public enum Kind {
        /** relu(Σk mean(gk) Ak): Selvaraju et al. 2017, "Grad-CAM", equations 1 and 2. */
        GRADCAM("gradcam", "a layer's channels, weighted by the mean gradient of each") {
            @Override
            void add(float[] a, float[] g, int channels, double[] map) {
                int places = map.length;
                for (int k = 0; k < channels; k++) {
                    double sum = 0;
                    for (int i = 0; i < places; i++) {
                        sum += g[i * channels + k];
                    }
                    weigh(a, k, channels, sum / places, map);
                }
            }
        },
        /**
         * relu(Σk wk Ak) with wk = Σ α relu(g), α = g² / (2 g² + Σ Ak g³): Chattopadhay et al. 2018, "Grad-CAM++", equations 5, 10 and 19 with
         * the class's exp(score), whose constant factor is left out.
         */
        PLUS_PLUS("gradcam++", "Grad-CAM with weights that find several objects of a class") {
            @Override
            void add(float[] a, float[] g, int channels, double[] map) {
                for (int k = 0; k < channels; k++) {
                    double all = 0;
                    for (int i = 0; i < map.length; i++) {
                        all += a[i * channels + k];
                    }
                    double weight = 0;
                    for (int i = 0; i < map.length; i++) {
                        double gradient = g[i * channels + k];
                        double below = 2 * gradient * gradient + all * gradient * gradient * gradient;
                        weight += gradient > 0 && below != 0 ? gradient * gradient / below * gradient : 0;
                    }
                    weigh(a, k, channels, weight, map);
                }
            }
        },
        /** relu(Σk relu(gk) Ak), place by place: Jiang et al. 2021, "LayerCAM", equations 5 and 6. Fits early layers as well. */
        LAYER_CAM("layercam", "a layer's channels, weighted at each place by the gradient where it is positive") {
            @Override
            void add(float[] a, float[] g, int channels, double[] map) {
                for (int i = 0; i < a.length; i++) {
                    map[i / channels] += Math.max(g[i], 0) * a[i];
                }
            }
        },
        /**
         * relu(Σk gk Ak), place by place: Draelos and Carin 2020, "Use HiResCAM instead of Grad-CAM", equation 3. Where one dense layer follows
         * the map, the sum is the score itself, less the bias.
         */
        HI_RES_CAM("hirescam", "a layer's channels times their gradient, place by place") {
            @Override
            void add(float[] a, float[] g, int channels, double[] map) {
                for (int i = 0; i < a.length; i++) {
                    map[i / channels] += g[i] * a[i];
                }
            }
        };

        private final String label;
        private final String about;

        Kind(String label, String about) {
            this.label = label;
            this.about = about;
        }

        /** Adds up the channels. Both arrays are (places, channels). */
        abstract void add(float[] a, float[] g, int channels, double[] map);

        private static void weigh(float[] a, int channel, int channels, double weight, double[] map) {
            for (int i = 0; i < map.length; i++) {
                map[i] += weight * a[i * channels + channel];
            }
        }
    }

    @Override
    public Explanation explain(Model model, NDArray sample, int target) {
        Lens lens = Lens.of(model);
        lens.check(sample, target);
        FeatureMap features = lens.map(layer);
        double[] map = new double[features.grid().size()];
        Answer[] answer = new Answer[1];
        lens.ask(Question.features(layer), 1, target, sample, (_, v) -> {
            kind.add(features.of(v[0]), features.of(v[1]), features.channels(), map);
            answer[0] = new Answer(v[2].get(0), v[3].get(0));
        });
        NDArray cut = NDArray.generate(features.grid(), i -> signed ? map[i] : Math.max(map[i], 0));
        return Explanation.of(lens, sample, name(), target, answer[0], features.over(cut, sample)).layer(features.layer());
    }

    @Override
    public GradCam layer(String name) {
        return new GradCam(kind, name, signed);
    }

    /** With what speaks against the class as well, below 0. */
    public GradCam signed(boolean keep) {
        return new GradCam(kind, layer, keep);
    }

    @Override
    public String name() {
        return kind.label;
    }

    @Override
    public String about() {
        return kind.about;
    }
}
