import Clientele
import ClienteleFixtures
import Testing

/// Many values of the continued fraction at once, against one after the other.
@Suite struct GaussFractionValuesTests {
  @Test func `a value has the same bits in any company`() {
    var generator = SeededGenerator(seed: 31)
    for _ in 0..<40 {
      let b = Double.random(in: 1e-3...300, using: &generator)
      let c = b + Double.random(in: 1e-3...5, using: &generator)
      // Next to 0, far below, and so near 1 that depths differ by hundreds.
      let zs = (0..<Int.random(in: 1...40, using: &generator)).map { _ -> Double in
        let far = 1 / Double.random(in: 1e-4...1, using: &generator)
        return [0, -far, 1 - 1 / (far * far), 1 / far].randomElement(using: &generator)!
      }
      let found = GaussFraction.values(b, c, zs, deepest: 1000)
      for (z, found) in zip(zs, found) {
        if GaussFraction.depth(for: z) > 1000 {
          #expect(found.isNaN, "\(z)")
        } else {
          #expect(found == GaussFraction.value(b, c, z), "\(b), \(c), \(z)")
        }
      }
      #expect(
        GaussFraction.values(b, c, zs.reversed(), deepest: 1000).map(\.bitPattern)
          == found.reversed().map(\.bitPattern))
    }
  }

  @Test func `where z is 1 to the last bit no depth suffices`() {
    #expect(GaussFraction.depth(for: 1) == 1_000_000_000)
    #expect(GaussFraction.depth(for: (1.0).nextDown) > 1_000_000)
    #expect(GaussFraction.depth(for: 0) == 4)
    #expect(GaussFraction.values(2, 3, [1], deepest: 1000)[0].isNaN)
    #expect(GaussFraction.values(2, 3, [], deepest: 1000).isEmpty)
  }
}
