import Clientele
import Testing

/// Expected values: mpmath 1.3.0 with 40 and more digits.
@Suite struct SpecialFunctionsTests {
  @Test func `₂F₁(1, b; c; z) and its slopes agree with mpmath`() {
    let cases: [(b: Double, c: Double, z: Double, value: Double, slopes: [Double])] = [
      (
        0.5, 1.5, 0.3, 1.123053991893103,
        [0.23500617342625644, -0.082842571174154014, 0.4534027139148236]
      ),
      (
        0.24, 1.8, -0.1, 0.98722452581541196,
        [-0.053478388482693549, 0.006995777625485455, 0.12406691615632987]
      ),
      (
        30.5, 31.9, 0.97, 16.583383750456049,
        [0.40732152903672099, -0.39388713067697472, 18.842299588440047]
      ),
      (
        0.001, 0.7, -40.0, 0.99569191766141719,
        [-4.3178714690968197, 0.0026848011897815091, 2.5181717478195883e-5]
      ),
      (
        201.8, 203.2, 0.995, 101.51040556376427,
        [0.39573910140481713, -0.3937060327178928, 117.1686471998534]
      ),
      (5.0, 5.7, 0.0, 1.0, [0.0, 0.0, 0.87719298245614032]),
      (
        1000.5, 1001.2, -3.0, 0.25013125980262211,
        [-0.00075005591640086609, 0.00074953111368652439, 0.24995621390442177]
      ),
      (
        64.3, 66.0, 0.9, 8.2605047917321202,
        [0.10397711756967562, -0.10152612127486299, 8.2085390243651719]
      ),
    ]
    for (b, c, z, value, slopes) in cases {
      let fraction = GaussFraction(
        Lanes(repeating: b), Lanes(repeating: c), Lanes(repeating: z),
        depth: GaussFraction.depth(for: z))
      expectClose(GaussFraction.value(b, c, z), value, within: 1e-13, "\(b), \(c), \(z)")
      for lane in fraction.value.indices {
        expectClose(fraction.value[lane], value, within: 1e-13, "\(b), \(c), \(z)")
        expectClose(fraction.byB[lane], slopes[0], within: 1e-12, scale: 1e-6, "by b")
        expectClose(fraction.byC[lane], slopes[1], within: 1e-12, scale: 1e-6, "by c")
        expectClose(fraction.byZ[lane], slopes[2], within: 1e-12, scale: 1e-6, "by z")
      }
    }
  }

  @Test func `second slopes of ₂F₁ are differences of first ones`() {
    for (b, c, z) in [(0.5, 1.5, 0.3), (0.24, 1.8, -0.1), (30.5, 31.9, 0.97), (2, 7, -9)] {
      func fraction(_ b: Double, _ c: Double, _ z: Double) -> GaussFraction {
        GaussFraction(
          Lanes(repeating: b), Lanes(repeating: c), Lanes(repeating: z),
          depth: GaussFraction.depth(for: z))
      }
      let (here, step) = (fraction(b, c, z), 1e-5)
      let byB = [fraction(b + step, c, z), fraction(b - step, c, z)]
      let byC = [fraction(b, c + step, z), fraction(b, c - step, z)]
      let byZ = [fraction(b, c, z + step), fraction(b, c, z - step)]
      let pairs: [(Lanes, Lanes, Lanes)] = [
        (here.byBB, byB[0].byB, byB[1].byB), (here.byBC, byC[0].byB, byC[1].byB),
        (here.byCC, byC[0].byC, byC[1].byC), (here.byBZ, byZ[0].byB, byZ[1].byB),
        (here.byCZ, byZ[0].byC, byZ[1].byC), (here.byZZ, byZ[0].byZ, byZ[1].byZ),
      ]
      for (place, pair) in pairs.enumerated() {
        let difference = (pair.1[0] - pair.2[0]) / (2 * step)
        expectClose(
          pair.0[0], difference, within: 1e-6, scale: 1e-3, "\(b), \(c), \(z), \(place)")
      }
    }
  }

  @Test func `discounted decay agrees with the exponential integral, with an end and without`() {
    let cases: [(order: Double, rate: Double, end: Double, value: Double)] = [
      (0.6, 0.1, .infinity, 3.4715166771702899),
      (0.6, 0.1, 5.0, 2.1497580173137539),
      (1.0, 0.001, .infinity, 6.337874070325488),
      (1.0, 2.0, .infinity, 0.36132861688822258),
      (3.0, 0.4, 0.02, 0.019338919504520922),
      (64.3, 21.0, .infinity, 0.01182724000202461),
      (7721.5, 0.001, .infinity, 0.00012952527303386413),
      (0.01, 1e-06, .infinity, 876077.7364038526),
      (2.5, 1000.0, 1.0, 0.00099750871084016531),
      (0.5, 0.0, 9.0, 4.3245553203367587),
      (1.0, 0.0, 9.0, 2.3025850929940457),
      (25.0, 1e-08, 1000000.0, 0.041666666648550725),
    ]
    for (order, rate, end, value) in cases {
      expectClose(
        discountedDecay(order: order, rate: rate, end: end), value, within: 1e-13,
        "\(order), \(rate), \(end)")
    }
  }

  @Test func `the mean over a beta distribution holds for tiny and for huge parameters`() {
    // (1 − (1 + p t)^−n) ÷ p, whose mean is a hypergeometric function.
    let cases: [(n: Double, a: Double, b: Double, t: Double, mean: Double)] = [
      (2.24, 0.79, 4.43, 1.2, 2.1422458613161261),
      (0.24, 0.79, 2.4, 1000.0, 11.390958439691428),
      (0.01, 0.001, 0.04, 2.0, 0.019772072887764613),
      (1000.5, 3.0, 500.0, 0.5, 188.07742221385725),
      (5.0, 1000.0, 4000.0, 30.0, 5.0037025961595991),
      (3.0, 0.5, 0.02, 1000000.0, 115.62147174870826),
    ]
    for (n, a, b, t, mean) in cases {
      let found = betaMean(a, b, atZero: n * t, steepness: (n + 1) * t) { p in
        NegativeBinomial(shape: n, odds: p * t).tail(from: 1) / p
      }
      expectClose(found, mean, within: 1e-11, "\(n), \(a), \(b), \(t)")
    }
  }

  @Test func `negative binomial probabilities and tails agree with mpmath`() {
    let cases: [(shape: Double, odds: Double, count: Int, probability: Double, tail: Double)] = [
      (0.24, 0.5, 1, 0.072581858575718904, 0.092726767803513668),
      (0.24, 0.5, 40, 1.1918078493057152e-21, 1.7714792096572434e-21),
      (1e-05, 3.0, 1, 7.4998960286435928e-6, 1.3862847521040155e-5),
      (1e-05, 10000.0, 1, 9.9980791904590609e-6, 9.2100162189398159e-5),
      (30.2, 0.1, 2, 0.21892082656803688, 0.78940626888980661),
      (30.2, 10.0, 250, 0.0052254487141924895, 0.81729976973583285),
      (1000.0, 1e-06, 3, 1.6699941564039776e-10, 1.6704129911190711e-10),
      (0.0001, 1e6, 3, 3.3292206811618747e-5, 0.0012307995495618588),
      (0.0001, 200, 40, 2.0476321712157407e-6, 0.00012349715094879075),
      (0.0005, 1e5, 2000, 2.4464135445213058e-7, 0.0016762729309750678),
      (2.5, 1000000.0, 1, 2.4999912500196875e-15, 0.999999999999999),
    ]
    for (shape, odds, count, probability, tail) in cases {
      let counts = NegativeBinomial(shape: shape, odds: odds)
      let claim = "\(shape), \(odds), \(count)"
      expectClose(counts.probabilities(upTo: count)[count], probability, within: 1e-12, claim)
      expectClose(counts.tail(from: Double(count)), tail, within: 2e-12, claim)
      expectClose(counts.tails(upTo: count)[count], tail, within: 2e-12, claim)
    }
    #expect(NegativeBinomial(shape: 2, odds: 0).tails(upTo: 2) == [1, 0, 0])
  }
}
