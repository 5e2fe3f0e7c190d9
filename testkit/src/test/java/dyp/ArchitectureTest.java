package dyp;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dyp.op.Tensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The core's packages import one another in one direction only. */
class ArchitectureTest {
    private static final JavaClasses CORE = core();

    /** The classes of the core alone: of the folder or jar that one of them comes from. */
    private static JavaClasses core() {
        try {
            Path place = Path.of(Tensor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(place)) {
                return new ClassFileImporter().importPath(place);
            }
            try (JarFile jar = new JarFile(place.toFile())) {
                return new ClassFileImporter().importJar(jar);
            }
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each package, and the other packages of Dyp that it may see. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            dyp.tensor     | -
            dyp.op         | dyp.tensor
            dyp.grad       | dyp.tensor dyp.op
            dyp.runtime    | dyp.tensor dyp.op
            dyp.compile    | dyp.tensor dyp.op dyp.runtime
            dyp.cpu.scalar | dyp.tensor dyp.op dyp.runtime
            dyp.cpu.vector | dyp.tensor dyp.op dyp.runtime
            dyp.init       | dyp.tensor dyp.op
            dyp.loss       | dyp.tensor dyp.op
            dyp.metric     | dyp.tensor dyp.op dyp.loss
            dyp.nn         | dyp.tensor dyp.op dyp.init
            dyp.preprocessing | dyp.tensor dyp.op dyp.init dyp.nn
            dyp.optim      | dyp.tensor dyp.op
            dyp.data       | dyp.tensor
            dyp.store      | dyp.tensor
            dyp.callback   | dyp.tensor dyp.op dyp.store dyp.train
            dyp.tune       | dyp.tensor dyp.op dyp.runtime dyp.compile dyp.data dyp.loss dyp.metric dyp.nn dyp.optim dyp.store dyp.train dyp.callback
            """)
    void seesOnly(String name, String others) {
        assertTrue(CORE.stream().anyMatch(c -> c.getPackageName().equals(name)), name + " is empty: is the test looking at the right classes?");
        String[] allowed = Stream.concat(Stream.of(name), Stream.of(others == null ? new String[0] : others.split(" "))).toArray(String[]::new);
        noClasses().that().resideInAPackage(name)
                .should().dependOnClassesThat(resideInAPackage("dyp..").and(JavaClass.Predicates.resideOutsideOfPackages(allowed)))
                .check(CORE);
    }

    @Test
    void trainingSeesNoBackend() {
        noClasses().that().resideInAPackage("dyp.train..").should().dependOnClassesThat(resideInAPackage("dyp.cpu..")).check(CORE);
    }

    /** What fits models sees it, and it sees neither of them: train <- callback <- tune. */
    @Test
    void nobodyElseSeesTraining() {
        noClasses().that().resideOutsideOfPackages("dyp.train..", "dyp.callback..", "dyp.tune..")
                .should().dependOnClassesThat(resideInAPackage("dyp.train..")).check(CORE);
        noClasses().that().resideOutsideOfPackages("dyp.callback..", "dyp.tune..")
                .should().dependOnClassesThat(resideInAnyPackage("dyp.callback..", "dyp.tune..")).check(CORE);
    }

    @Test
    void onlyTheVectorBackendTouchesTheVectorApi() {
        noClasses().that().resideOutsideOfPackage("dyp.cpu.vector..").should().dependOnClassesThat(resideInAPackage("jdk.incubator.vector..")).check(CORE);
        assertTrue(CORE.stream().flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                .anyMatch(d -> d.getTargetClass().getPackageName().equals("jdk.incubator.vector")), "the rule above sees nothing");
    }

    /** A second species of FloatVector makes the JIT box the accumulators of the micro-kernel: 75 times slower, in some runs. */
    @Test
    void thereIsOneSpecies() {
        DescribedPredicate<JavaFieldAccess> another = DescribedPredicate.describe("take another species of FloatVector",
                access -> access.getTargetOwner().getSimpleName().equals("FloatVector") && !access.getName().equals("SPECIES_PREFERRED"));
        noClasses().should().accessFieldWhere(another).check(CORE);
    }

    @Test
    void theCoreNeedsNothingButTheJdk() {
        classes().should().onlyDependOnClassesThat(resideInAnyPackage("dyp..", "java..", "jdk.incubator.vector..")).check(CORE);
    }

    @Test
    void packagesFormNoRing() {
        slices().matching("dyp.(**)").should().beFreeOfCycles().check(CORE);
    }
}
