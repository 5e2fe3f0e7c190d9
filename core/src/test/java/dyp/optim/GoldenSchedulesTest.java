package dyp.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dyp.nn.golden.Golden;
import dyp.nn.golden.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rates at Keras's steps are Keras's rates. */
class GoldenSchedulesTest {
    private static final double TOLERANCE = 1e-6;
    /** Near the foot of a cosine, what is left of 1 + cos in float32. */
    private static final double ROUNDING = 1e-8;

    @TestFactory
    List<DynamicTest> cases() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String file : Golden.names("schedules")) {
            tests.add(DynamicTest.dynamicTest(file, () -> check(Golden.json("schedules", file))));
        }
        System.out.println("schedule fixtures: " + tests.size());
        return tests;
    }

    private static void check(Json json) {
        Schedule ours = KerasSchedule.of(json.get("class").text(), json.get("config"));
        assertNotNull(ours, () -> "There is no " + json.get("class").text());
        List<Json> steps = json.get("steps").list();
        for (int i = 0; i < steps.size(); i++) {
            double theirs = json.get("values").get(i).number();
            assertEquals(theirs, ours.at(steps.get(i).integer()), TOLERANCE * theirs + ROUNDING, "step " + steps.get(i).integer());
        }
    }
}
