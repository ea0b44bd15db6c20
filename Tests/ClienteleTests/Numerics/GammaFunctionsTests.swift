import Clientele
import Testing

/// Expected values: mpmath 1.3.0 with 60 digits.
@Suite struct GammaFunctionsTests {
  @Test func `ln Γ and its derivatives agree with mpmath`() {
    let cases: [(x: Double, logGamma: Double, digamma: Double, trigamma: Double)] = [
      (1e-06, 13.815509980749432, -1000000.57721402, 1000000000001.645),
      (0.001, 6.9071788853838537, -1000.5755719318103, 1000001.6425331958),
      (0.25, 1.2880225246980775, -4.2274535333762654, 17.197329154507111),
      (0.5, 0.57236494292470009, -1.9635100260214235, 4.9348022005446793),
      (1, 0.0, -0.57721566490153286, 1.6449340668482264),
      (1.4616321449683622, -0.12148629053584961, -9.2412655217294275e-17, 0.96767224544762125),
      (2, 0.0, 0.42278433509846714, 0.64493406684822644),
      (3.7, 1.4280723266653881, 1.1671535393615114, 0.3100378576700383),
      (9.99, 12.779315214350193, 2.2507003728312011, 0.10527695014824178),
      (10.01, 12.824350262448247, 2.2528037003181357, 0.10505595320551509),
      (100.5, 361.43554046777762, 4.6051743525818452, 0.0099999166695831027),
      (10000.0, 82099.717496442377, 9.2102903711428494, 0.00010000500016666667),
      (10000000.0, 151180949.36947391, 16.118095600958319, 1.0000000500000017e-7),
    ]
    for (x, logGamma, digamma, trigamma) in cases {
      expectClose(GammaFunctions.logGamma(x), logGamma, within: 1e-14, scale: 1, "ln Γ(\(x))")
      expectClose(GammaFunctions.digamma(x), digamma, within: 1e-14, scale: 1, "ψ(\(x))")
      expectClose(GammaFunctions.trigamma(x), trigamma, within: 1e-14, "ψ′(\(x))")
    }
  }

  @Test func `the rise of ln Γ loses nothing where two values of it would cancel`() {
    let cases: [(x: Double, step: Double, rise: Double)] = [
      (0.01, 3.0, -3.8970851330639389),
      (0.5, 0.5, -0.57236494292470009),
      (0.5, 1000.0, 5908.1018109057528),
      (12, 1e-09, 2.4426616800192631e-9),
      (300, 2.0, 11.410892739405077),
      (1000000.0, 1.0, 13.815510557964274),
      (10000000.0, 40000.0, 644803.71758847815),
      (3.2, 0.0, 0.0),
    ]
    for (x, step, rise) in cases {
      expectClose(
        GammaFunctions.logRise(x, by: step), rise, within: 1e-13, scale: 1e-3, "\(x), \(step)")
    }
  }

  @Test func `a table of rising factorials equals their sums, over gaps too`() {
    let counts = [0, 1, 2, 3, 70, 71, 5000, 5001, 1_000_000]
    for a in [1e-3, 0.7, 40, 1e6] {
      let table = RisingFactorials(of: a, counts: counts)
      var (reached, logarithm, first, second) = (0, 0.0, 0.0, 0.0)
      for (index, count) in counts.enumerated() where count <= 5001 {
        for step in reached..<count {
          logarithm += (a + Double(step)).logarithm
          first += 1 / (a + Double(step))
          second -= 1 / ((a + Double(step)) * (a + Double(step)))
        }
        reached = count
        expectClose(table.logarithms[index], logarithm, within: 1e-12, scale: 1, "\(a), \(count)")
        expectClose(table.firsts[index], first, within: 1e-12, scale: 1, "\(a), \(count)")
        expectClose(table.seconds[index], second, within: 1e-12, scale: 1, "\(a), \(count)")
      }
      expectClose(
        table.logarithms[8], GammaFunctions.logRise(a, by: 1e6), within: 1e-13, "\(a)")
    }
  }
}

extension Double {
  fileprivate var logarithm: Double { GammaFunctions.logRise(self, by: 1) }
}

/// Compares with a tolerance relative to the expected value, or to `scale` where that is larger.
func expectClose(
  _ found: Double, _ expected: Double, within tolerance: Double, scale: Double = 0,
  _ claim: @autoclosure () -> String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  let error = (found - expected).magnitude
  #expect(
    error <= tolerance * max(expected.magnitude, scale), "\(claim()): \(found), not \(expected)",
    sourceLocation: sourceLocation)
}
