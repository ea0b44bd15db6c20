import Testing

@testable import ClienteleReport

struct LinearScaleTests {
  @Test func `values go where they belong, also on axes that run upwards`() {
    let up = LinearScale(0...10, to: 200, 100)
    #expect(up(0) == 200)
    #expect(up(10) == 100)
    #expect(up(2.5) == 175)
    #expect(LinearScale(3...3, to: 5, 9)(3) == 5)
  }

  @Test func `ticks are round, inside, and about as many as wanted`() {
    let cases: [(Double, Int, [Double])] = [
      (100, 5, [0, 20, 40, 60, 80, 100]), (0.43, 5, [0, 0.1, 0.2, 0.3, 0.4]), (7, 4, [0, 2, 4, 6]),
      (1_234_567, 3, [0, 500_000, 1_000_000]),
    ]
    for (highest, count, expected) in cases {
      let ticks = LinearScale(0...highest, to: 0, 1).ticks(count)
      #expect(ticks.count == expected.count)
      for (tick, value) in zip(ticks, expected) { #expect(abs(tick - value) < 1e-9 * highest) }
    }
    for exponent in -6...12 {
      var highest = 1.7
      for _ in 0..<abs(exponent) { highest *= exponent > 0 ? 10 : 0.1 }
      let ticks = LinearScale(0...highest, to: 0, 1).ticks(5)
      #expect((3...6).contains(ticks.count), "\(highest)")
      #expect(ticks.allSatisfy { $0 >= 0 && $0 <= highest * 1.000001 })
    }
  }
}
