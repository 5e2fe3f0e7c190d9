package dyp.op;

import static dyp.op.Einsum.einsum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums by letters, against loops over every letter. */
class EinsumTest {
    private static final Map<Character, Integer> LENGTHS = Map.of('a', 2, 'b', 3, 'c', 4, 'd', 5, 'e', 1, 'f', 2);

    @ParameterizedTest
    @ValueSource(strings = {"ab,bc->ac", "ab,bc->ca", "ba,bc->ac", "ab,cb->ac", "ba,cb->ca", "abc,cd->abd", "abc,dc->dba", "abc,cde->abde", "abcd,cde->abe",
            "abc,abd->acd", "abc,adc->abd", "abcd,aecd->acbe", "acbe,aecd->abcd", "ab,ab->ab", "ab,ab->", "ab,ab->a", "a,b->ab", "a,b->ba", "ab,c->bca", "abc,bd->d",
            "abc,acb->abc", "abc,bca->cab", "ae,eb->ab", "abe,ebc->ca", ",ab->ba", "a,->a", "abcf,fde->bd"})
    void asLoops(String equation) {
        check(equation, new Random(7));
    }

    /** Any letters anywhere. */
    @Test
    void asLoopsAtRandom() {
        for (long seed = 0; seed < 300; seed++) {
            Random r = new Random(seed);
            String a = letters("abcdef", 0.5, r);
            String b = letters("abcdef", 0.5, r);
            check(a + "," + b + "->" + letters(a + b, 0.6, r), r);
        }
    }

    private static String letters(String from, double share, Random r) {
        List<Character> all = from.chars().mapToObj(c -> (char) c).distinct().filter(c -> r.nextDouble() < share).collect(Collectors.toList());
        java.util.Collections.shuffle(all, r);
        return all.stream().map(String::valueOf).collect(Collectors.joining());
    }

    private static void check(String equation, Random r) {
        String[] terms = equation.split(",|->", -1);
        NDArray a = NDArray.generate(shape(terms[0]), i -> r.nextInt(-9, 10));
        NDArray b = NDArray.generate(shape(terms[1]), i -> r.nextInt(-9, 10));
        NDArray expected = NDArray.zeros(shape(terms[2]));
        loop(terms, a, b, expected, (terms[0] + terms[1]).chars().mapToObj(c -> (char) c).distinct().toList(), 0, new HashMap<>());
        NDArray actual = einsum(equation, Tensor.constant(a), Tensor.constant(b)).value();
        // Small whole numbers: exact in any order. -0 becomes 0.
        assertEquals(expected, NDArray.generate(actual.shape(), i -> actual.at(i) + 0.0), equation);
    }

    private static void loop(String[] terms, NDArray a, NDArray b, NDArray out, List<Character> letters, int depth, Map<Character, Integer> at) {
        if (depth == letters.size()) {
            out.floats()[flat(terms[2], at)] += (float) (a.at(flat(terms[0], at)) * b.at(flat(terms[1], at)));
            return;
        }
        for (int i = 0; i < LENGTHS.get(letters.get(depth)); i++) {
            at.put(letters.get(depth), i);
            loop(terms, a, b, out, letters, depth + 1, at);
        }
    }

    private static int flat(String term, Map<Character, Integer> at) {
        return term.chars().reduce(0, (flat, c) -> flat * LENGTHS.get((char) c) + at.get((char) c));
    }

    private static Shape shape(String term) {
        return Shape.of(term.chars().map(c -> LENGTHS.get((char) c)).toArray());
    }

    private static Tensor x(int... dims) {
        return Tensor.constant(NDArray.generate(Shape.of(dims), i -> i % 7 - 3));
    }

    private static void same(String equation, String written, Tensor a, Tensor b, Tensor c, Tensor d) {
        assertEquals(einsum(written, c, d).value(), einsum(equation, a, b).value(), equation);
    }

    @Test
    void dots() {
        same("...x,xy->...y", "abcx,xy->abcy", x(2, 3, 4, 5), x(5, 2), x(2, 3, 4, 5), x(5, 2));
        same("...x,xy->...y", "x,xy->y", x(5), x(5, 2), x(5), x(5, 2));
        same("ab...,bc->ac...", "abxy,bc->acxy", x(2, 3, 4, 5), x(3, 2), x(2, 3, 4, 5), x(3, 2));
        same("...ij,...jk->...ik", "abij,abjk->abik", x(2, 3, 4, 5), x(2, 3, 5, 2), x(2, 3, 4, 5), x(2, 3, 5, 2));
        // Aligned at the end, and stretched.
        same("...ij,...jk->...ik", "abij,bjk->abik", x(2, 3, 4, 5), x(3, 5, 2), x(2, 3, 4, 5), x(3, 5, 2));
        same("...ij,...jk->...ik", "aij,bjk->abik", x(2, 1, 4, 5), x(3, 5, 2), x(2, 4, 5), x(3, 5, 2));
        assertEquals(Shape.of(2, 1, 4, 2), einsum("...ij,...jk->...ik", x(2, 1, 4, 5), x(1, 5, 2)).shape());
    }

    /** Nothing is moved where matmul can read the matrices as they lie. */
    @ParameterizedTest
    @ValueSource(strings = {"abc,cde->abde", "abc,dec->abde", "ab,cb->ca", "abc,adc->abd", "abc,adc->adb", "abc,abd->acd", "abc,dbc->da"})
    void noTransposes(String equation) {
        String[] terms = equation.split(",|->");
        Tensor y = einsum(equation, Tensor.input("a", dyp.tensor.DType.FLOAT32, shape(terms[0])), Tensor.input("b", dyp.tensor.DType.FLOAT32, shape(terms[1])));
        assertTrue(Graphs.sorted(List.of(y)).stream().noneMatch(t -> t.op() instanceof View.Transpose), equation + ":\n" + y.explain());
    }

    /** A product of two long rows is told from one of two long columns. */
    @Test
    void tallProducts() {
        assertEquals(Shape.of(100_000, 3), Tensor.make(new MatMul(true, false), Tensor.input("a", dyp.tensor.DType.FLOAT32, Shape.of(1, 100_000)), x(1, 3)).shape());
    }

    @TestFactory
    List<DynamicTest> errors() {
        return new Refused()
                .when("no result", () -> einsum("ab,bc", x(2, 3), x(3, 4)),
                        "[einsum] 'ab,bc' is not of the form ab,bc->ac: two terms of letters, an arrow, and the result's letters.")
                .when("rank", () -> einsum("ab,bc->ac", x(2, 3, 4), x(3, 4)), "[einsum] 'ab' in 'ab,bc->ac' names 2 axes, but the tensor is (2, 3, 4).")
                .when("lengths", () -> einsum("ab,bc->ac", x(2, 3), x(4, 5)), "[einsum] in 'ab,bc->ac' the axis 'b' is 3 long in (2, 3) but 4 in (4, 5).")
                .when("lengths under dots", () -> einsum("...a,...a->...", x(2, 3), x(4, 3)),
                        "[einsum] in '...a,...a->...' the axis under the dots is 2 long in (2, 3) but 4 in (4, 3).")
                .when("a letter from nowhere", () -> einsum("ab,bc->ad", x(2, 3), x(3, 4)),
                        "[einsum] in 'ab,bc->ad' the result names 'd', which neither term before the arrow does.")
                .when("diagonal", () -> einsum("aa,ab->b", x(2, 2), x(2, 4)),
                        "[einsum] 'aa' in 'aa,ab->b' names an axis twice. Use each letter once: diagonals are not taken.")
                .when("dots lost", () -> einsum("...a,ab->b", x(2, 3), x(3, 4)), "[einsum] in '...a,ab->b' the result lacks the dots that stand before the arrow.")
                .when("two dots", () -> einsum("..a,ab->..b", x(2, 3), x(3, 4)), "[einsum] '..a' in '..a,ab->..b': dots come once and by three, as in '...ab'.")
                .tests();
    }
}
