package dyp.optim;

import static dyp.optim.Optimizers.adafactor;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.adamW;
import static dyp.optim.Optimizers.ftrl;
import static dyp.optim.Optimizers.lamb;
import static dyp.optim.Optimizers.muon;
import static dyp.optim.Optimizers.nadam;
import static dyp.optim.Optimizers.scheduleFreeAdamW;
import static dyp.optim.Schedules.cosineDecay;
import static dyp.optim.Schedules.exponentialDecay;

import dyp.nn.golden.Golden;
import dyp.nn.golden.Json;
import dyp.tensor.NDArray;
import dyp.train.Stepper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options together and arguments that the fixtures leave alone: nine steps from their start, against Keras 3.15.1 on JAX. */
class CombinationsTest {
    private static final int STEPS = 9;
    private static final double TOLERANCE = 1e-5;

    private static void check(Optimizer optimizer, float[] kernel, float[] bias) {
        Json json = Golden.json("optimizers", "adam.json");
        Map<String, NDArray> start = new LinkedHashMap<>();
        json.get("variables").list().forEach(v -> start.put(v.get("name").text(), v.get("start").array()));
        Stepper stepper = new Stepper(optimizer, start);
        for (int s = 0; s < STEPS; s++) {
            stepper.step(json.get("gradients").get(s).list().stream().map(Json::array).toList());
        }
        Golden.close("kernel", NDArray.of(kernel, 4, 3), stepper.weights().get(0), TOLERANCE);
        Golden.close("bias", NDArray.of(bias), stepper.weights().get(1), TOLERANCE);
    }

    /** The schedule counts calls, weights move at every second, and averages are taken and put back as Keras does it. */
    @Test
    void accumulationUnderEverythingElse() {
        List<Optimizer> sameInEveryOrder = List.of(
                adam(cosineDecay(0.05, 8)).accumulate(2).ema(0.9).overwriteEvery(2).globalClipNorm(0.7).weightDecay(0.1),
                adam(cosineDecay(0.05, 8)).weightDecay(0.1).globalClipNorm(0.7).ema(0.9).overwriteEvery(2).accumulate(2));
        sameInEveryOrder.forEach(o -> check(o,
                new float[] {-0.368593f, -0.38597822f, 3.0194814f, -0.95834136f, 0.9490996f, 0.90214235f, -0.14588684f, 1.6186991f, 0.37062505f,
                        0.1294511f, -0.2695307f, -0.27782896f},
                new float[] {-0.3418323f, -1.1313568f, -0.33085108f, -0.29896954f, -1.1558645f}));
    }

    @Test
    void theSharedProductStandsStillWhileGradientsAreAccumulated() {
        check(nadam(0.05).accumulate(3).clipValue(0.4).lossScale(4),
                new float[] {-0.3648239f, -0.4667315f, 2.8668194f, -0.95459384f, 0.8770295f, 0.9410582f, -0.050205134f, 1.55561f, 0.37957835f,
                        0.12812133f, -0.22385752f, -0.28432995f},
                new float[] {-0.36092043f, -1.2560872f, -0.4298562f, -0.29432958f, -1.286655f});
    }

    @Test
    void biasesDoNotDecay() {
        check(adamW(0.05).weightDecay(0.2, "bias"),
                new float[] {-0.29602817f, -0.43140346f, 2.5410707f, -0.9149722f, 0.5799837f, 0.9524911f, -0.061479807f, 1.4410074f, 0.44734287f,
                        0.28146416f, -0.25131646f, -0.3485212f},
                new float[] {-0.35422838f, -1.1364712f, -0.43257976f, -0.21220693f, -1.2087674f});
    }

    /** A rate above the bound, which holds with relative_step and without. */
    @Test
    void adafactorBoundsItsRate() {
        check(adafactor(2),
                new float[] {-0.99473834f, -1.1226797f, -2.6642532f, 0.15033829f, -6.770676f, 2.6628926f, 2.4416604f, 1.1152796f, 4.939891f,
                        2.5922024f, -0.8015613f, -0.18961525f},
                new float[] {0.19872612f, -0.6063975f, -1.2757554f, 0.7326151f, -1.2323499f});
    }

    @Test
    void anotherPowerOfFtrl() {
        check(ftrl(0.1).learningRatePower(-0.3).initialAccumulatorValue(0.2),
                new float[] {0.04405211f, -0.0718646f, 0.18403345f, 0.1404965f, -0.443008f, 0.21078312f, 0.101713285f, -0.09322207f, 0.24740386f,
                        0.07404675f, -0.088553585f, -0.067551196f},
                new float[] {-0.103339456f, -0.02294473f, -0.26318854f, -0.029480385f, -0.4102574f});
    }

    @Test
    void lambClippedAndAveraged() {
        check(lamb(0.05).clipNorm(0.3).ema(0.5).overwriteEvery(4),
                new float[] {-0.3947025f, -0.51914537f, 2.576288f, -1.04734f, 0.3158285f, 1.2519035f, -0.024243735f, 1.6602591f, 0.66525793f,
                        0.5389031f, -0.33693707f, -0.54538816f},
                new float[] {-0.33063537f, -1.1450847f, -0.60308564f, -0.20437199f, -1.2400273f});
    }

    @Test
    void muonLeavesWhatIsExcludedToAdam() {
        check(muon(0.05).excludeLayers("ker").adamWeightDecay(0.3).adamLrRatio(0.5),
                new float[] {-0.27974764f, -0.3958716f, 2.51711f, -0.8796394f, 0.7134571f, 0.8307401f, -0.07000733f, 1.3751158f, 0.3568535f,
                        0.1694386f, -0.21803f, -0.26698193f},
                new float[] {-0.28525373f, -1.0141252f, -0.31778392f, -0.24218512f, -1.0591967f});
    }

    @Test
    void scheduleFreeUnderAScheduleAndDecay() {
        check(scheduleFreeAdamW(exponentialDecay(0.1, 3, 0.5).staircase(true)).beta1(0.8).weightDecay(0.1),
                new float[] {-0.28895745f, -0.42657647f, 2.7633688f, -0.9683057f, 0.5979942f, 1.0543181f, -0.028744016f, 1.6176786f, 0.6284463f,
                        0.31375435f, -0.18174732f, -0.3219401f},
                new float[] {-0.3169011f, -1.2335476f, -0.4658026f, -0.049168404f, -1.1395332f});
    }
}
