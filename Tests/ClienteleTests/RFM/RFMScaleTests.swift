import Clientele
import ClienteleFixtures
import FoundationEssentials
import Testing

@Suite struct RFMScaleTests {
  /// One order a customer: amounts in cents, days ago.
  static func orders(
    amounts: [Int64], daysAgo: [Int]? = nil, currency: Currency = Currency()
  ) throws -> OrderTable {
    let today: Day = "2024-12-31"
    return try OrderTable(
      OrderColumns(
        customers: .integers(amounts.indices.map(Int64.init)),
        days: amounts.indices.map { today - (daysAgo?[$0] ?? 0) }, amounts: amounts),
      currency: currency)
  }

  static func money(_ orders: OrderTable, _ rule: BinRule) throws -> RFMCuts {
    let scale = RFMScale(daysSinceLastOrder: rule, frequency: rule, monetary: rule)
    let fitted = try #require(try orders.run(RFMValues(asOf: "2024-12-31")).fit(scale))
    return fitted[.monetary][0]
  }

  static func days(_ orders: OrderTable, _ rule: BinRule) throws -> RFMCuts {
    let scale = RFMScale(daysSinceLastOrder: rule, frequency: rule, monetary: rule)
    let fitted = try #require(try orders.run(RFMValues(asOf: "2024-12-31")).fit(scale))
    return fitted[.daysSinceLastOrder][0]
  }

  static func scores(_ orders: OrderTable, _ scale: RFMScale) throws -> [[Int]] {
    let values = orders.run(RFMValues(asOf: "2024-12-31"))
    let fitted = try #require(try values.fit(scale))
    return values.map { value in
      let scores = fitted.scores(of: value!)
      return [scores.r, scores.f, scores.m]
    }
  }

  @Test func `quantiles are of type 7`() throws {
    // Twenty miles per gallon: the first of R's mtcars, as cents.
    let orders = try Self.orders(amounts: [2100, 2280, 2140, 1870, 1810, 1430, 2440])
    let cuts = try Self.money(orders, .quantile(5)).cuts
    // (n − 1) i ⁄ 5 = 1.2, 2.4, 3.6, 4.8 in 14.3 18.1 18.7 21.0 21.4 22.8 24.4
    #expect(cuts == ["18.22", "19.62", "21.24", "22.52"])
    #expect(try Self.money(orders, .quantile(3)).cuts == ["18.7", "21.4"])
    #expect(try Self.money(orders, .quantile(1)).cuts == [])
    // 6 ⁄ 7 of the way from 14.3 to 18.1: no decimal says it.
    #expect(try Self.money(orders, .quantile(7)).cuts[0] == ExactNumber(1229, over: 70))
  }

  @Test func `R compatible cuts are those that the R package tests`() throws {
    // mtcars$mpg in five bins, in R's own tests of rfm: 16.20 18.92 22.00 25.08.
    let milesPerGallon: [Int64] = [
      210, 210, 228, 214, 187, 181, 143, 244, 228, 192, 178, 164, 173, 152, 104, 104, 147, 324,
      304, 339, 215, 155, 152, 133, 192, 273, 260, 304, 158, 197, 150, 214,
    ]
    let orders = try Self.orders(amounts: milesPerGallon.map { $0 * 10 })
    let cuts = try Self.money(orders, .rCompatible(5))
    #expect(cuts.cuts == ["16.2", "18.92", "22", "25.08"])
    #expect(cuts.ties == .higherScore)
    #expect(try Self.money(orders, .quantile(5)).cuts == ["15.2", "17.92", "21", "24.08"])
  }

  @Test func `a scale of given cuts needs no data`() throws {
    // As R takes own thresholds: a value equal to a cut lies above it.
    let scale = try FittedRFMScale(
      daysSinceLastOrder: RFMCuts([115, 181, 297, 482], ties: .lowerScore),
      frequency: RFMCuts([4, 5, 6, 8], ties: .higherScore),
      monetary: RFMCuts([256, 382, 506, 666], ties: .higherScore))
    func scores(_ days: Int, _ frequency: Int, _ dollars: Int) -> [Int] {
      let money = Money(minorUnits: dollars * 100, in: Currency())
      let scores = scale.scores(
        of: RFMValue(
          daysSinceLastOrder: days, frequency: frequency, monetary: money.divided(by: 1)!,
          revenue: money))
      return [scores.r, scores.f, scores.m]
    }
    #expect(scores(114, 8, 666) == [5, 5, 5])
    #expect(scores(115, 7, 665) == [4, 4, 4])
    #expect(scores(482, 3, 255) == [1, 1, 1])
    #expect(scores(0, 1000, 1_000_000) == [5, 5, 5])
    #expect(throws: RFMError.cutsNotAscending(.frequency, cut: 5, next: 4)) {
      try FittedRFMScale(
        daysSinceLastOrder: RFMCuts([], ties: .lowerScore),
        frequency: RFMCuts([5, 4], ties: .lowerScore), monetary: RFMCuts([], ties: .lowerScore))
    }
  }

  @Test func `a value equal to a cut falls into the bin of smaller values`() throws {
    let orders = try Self.orders(amounts: [100, 200, 300, 400, 500], daysAgo: [1, 2, 3, 4, 5])
    // The cut lies on the third value.
    #expect(try Self.scores(orders, .quantile(2)).map { $0[2] } == [1, 1, 1, 2, 2])
    #expect(try Self.scores(orders, .quantile(2)).map { $0[0] } == [2, 2, 2, 1, 1])
  }

  @Test func `cuts of the same amounts do not depend on the unit`() throws {
    let amounts: [Int64] = (0..<997).map { ($0 * $0 * 31 + 7) % 90_001 + 1 }
    let cents = try Self.orders(amounts: amounts)
    let mills = try Self.orders(amounts: amounts.map { $0 * 10 }, currency: Currency(scale: 3))
    for rule in [BinRule.quantile(7), .kMeans(5), .mean(), .median(), .equalCount(6)] {
      #expect(try Self.money(cents, rule) == Self.money(mills, rule))
      #expect(try Self.scores(cents, RFMScale(rule)) == Self.scores(mills, RFMScale(rule)))
    }
  }

  @Test func `thresholds are reached by default, or passed`() throws {
    let orders = try Self.orders(
      amounts: [49_999, 50_000, 50_001, 300_000], daysAgo: [30, 31, 90, 91])
    let scale = RFMScale(
      daysSinceLastOrder: .thresholds([30, 90]), frequency: .thresholds([2]),
      monetary: .thresholds([500, 3000]))
    #expect(try Self.scores(orders, scale) == [[3, 1, 1], [2, 1, 2], [2, 1, 2], [1, 1, 3]])
    let strict = RFMScale(
      daysSinceLastOrder: .thresholds([30, 90], ties: .lowerScore), frequency: .thresholds([2]),
      monetary: .thresholds([500, 3000], ties: .lowerScore))
    #expect(try Self.scores(orders, strict) == [[2, 1, 1], [2, 1, 1], [1, 1, 2], [1, 1, 2]])
  }

  @Test func `equal counts are those of NTILE where nobody is equal`() throws {
    let orders = try Self.orders(
      amounts: [100, 200, 150, 300, 250], daysAgo: [16, 30, 46, 7, 25])
    // openretailscience 0.48.1, tests/segmentation/test_rfm.py, counted from 1.
    let scores = try Self.scores(orders, .equalCount(10))
    #expect(scores.map { $0[0] } == [4, 2, 1, 5, 3])
    #expect(scores.map { $0[2] } == [1, 3, 2, 5, 4])
    // Seven by three: the first bin has one more.
    let seven = try Self.orders(
      amounts: [1, 2, 3, 4, 5, 6, 7].map { $0 * 100 }, daysAgo: [1, 2, 3, 4, 5, 6, 7])
    for ties in RFMTies.allCases {
      let thirds = try Self.scores(seven, .equalCount(3, ties: ties))
      #expect(thirds.map { $0[2] } == [1, 1, 1, 2, 2, 3, 3])
      #expect(thirds.map { $0[0] } == [3, 3, 2, 2, 1, 1, 1])
    }
  }

  @Test func `equal counts keep equals together, below or above`() throws {
    let orders = try Self.orders(
      amounts: [100, 200, 200, 200, 200, 300], daysAgo: [1, 2, 2, 2, 2, 3])
    let below = try Self.scores(orders, .equalCount(3, ties: .lowerScore))
    #expect(below.map { $0[2] } == [1, 1, 1, 1, 1, 3])
    #expect(below.map { $0[0] } == [3, 1, 1, 1, 1, 1])
    let above = try Self.scores(orders, .equalCount(3, ties: .higherScore))
    #expect(above.map { $0[2] } == [1, 3, 3, 3, 3, 3])
    #expect(above.map { $0[0] } == [3, 3, 3, 3, 3, 1])
  }

  @Test func `whoever buys on the day itself scores highest under any rule`() throws {
    let orders = try Self.orders(amounts: [100, 200, 300, 400], daysAgo: [0, 0, 0, 0])
    let rules: [BinRule] = [
      .quantile(4), .equalCount(4), .equalCount(4, ties: .higherScore), .kMeans(4),
      .rCompatible(4), .mean(ties: .lowerScore), .mean(), .median(ties: .lowerScore), .median(),
    ]
    for rule in rules {
      let scores = try Self.scores(orders, RFMScale(rule))
      #expect(scores.allSatisfy { $0[0] == rule.binCount }, "\(rule)")
    }
  }

  @Test func `scales in which the best cannot score highest are refused`() throws {
    let orders = try Self.orders(amounts: [100])
    let values = orders.run(RFMValues(asOf: "2024-12-31"))
    func fit(_ days: BinRule) throws -> FittedRFMScale? {
      try values.fit(
        RFMScale(daysSinceLastOrder: days, frequency: .quantile(5), monetary: .quantile(5)))
    }
    #expect(throws: RFMError.bestCannotScoreHighest(.daysSinceLastOrder, cut: -1)) {
      try fit(.thresholds([-1, 30]))
    }
    #expect(throws: RFMError.bestCannotScoreHighest(.daysSinceLastOrder, cut: 0)) {
      try fit(.thresholds([0, 30], ties: .lowerScore))
    }
    #expect(throws: RFMError.cutsNotAscending(.daysSinceLastOrder, cut: 90, next: 30)) {
      try fit(.thresholds([90, 30]))
    }
    #expect(throws: RFMError.cutsNotAscending(.daysSinceLastOrder, cut: 30, next: 30)) {
      try fit(.thresholds([30, 30]))
    }
    #expect(throws: RFMError.binCount(.daysSinceLastOrder, 0, allowed: 1...100)) {
      try fit(.quantile(0))
    }
    #expect(throws: RFMError.binCount(.daysSinceLastOrder, 11, allowed: 1...10)) {
      try fit(.kMeans(11))
    }
    #expect(throws: RFMError.tooManyCells(1_000_000, allowed: 65_535)) {
      try values.fit(.quantile(100))
    }
  }

  @Test func `the k-means of a line is the best of all divisions`() throws {
    for seed in 0..<40 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let amounts = (0..<Int.random(in: 1...14, using: &generator)).map { _ in
        Int64.random(in: 1...20, using: &generator) * Int64.random(in: 1...30, using: &generator)
      }
      let orders = try Self.orders(amounts: amounts)
      for bins in 1...4 {
        let cuts = try Self.money(orders, .kMeans(bins)).cuts
        let groups = Dictionary(grouping: amounts) { amount in
          cuts.count { $0 < ExactNumber(amount, over: 100) }
        }
        let cost = groups.values.reduce(0) { $0 + Self.cost($1) }
        // Sums of a few small squares: rounding stays far below.
        #expect(cost < Self.bestCost(amounts.sorted()[...], bins) + 1e-6, "seed \(seed)")
      }
    }
  }

  private static func cost(_ amounts: some Collection<Int64>) -> Double {
    let mean = Double(amounts.reduce(0, +)) / Double(amounts.count)
    return amounts.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
  }

  private static func bestCost(_ sorted: ArraySlice<Int64>, _ bins: Int) -> Double {
    if sorted.isEmpty { return 0 }
    if bins == 1 { return cost(sorted) }
    return (sorted.startIndex..<sorted.endIndex).map { start in
      bestCost(sorted[..<start], bins - 1) + cost(sorted[start...])
    }.min()!
  }

  @Test func `k-means finds the gaps, and cuts them in half`() throws {
    let orders = try Self.orders(
      amounts: [100, 110, 120, 900, 910, 5000], daysAgo: [1, 2, 3, 40, 41, 300])
    #expect(try Self.money(orders, .kMeans(3)).cuts == ["5.1", "29.55"])
    #expect(try Self.days(orders, .kMeans(3)).cuts == ["21.5", "170.5"])
    // Six values make no seven clusters: all are apart, and one bin stays empty.
    let seven = try Self.scores(orders, .kMeans(7)).map { $0[2] }
    #expect(seven == [1, 2, 3, 4, 5, 7])
  }

  @Test func `rules travel as JSON`() throws {
    let scale = RFMScale(
      daysSinceLastOrder: .thresholds([30, "90.5", "1000/3"]),
      frequency: .equalCount(3, ties: .higherScore), monetary: .quantile(7)
    ).nested
    let data = try JSONEncoder().encode(scale)
    #expect(try JSONDecoder().decode(RFMScale.self, from: data) == scale)
    let text = #"{"rule": "thresholds", "cuts": ["500", "3000"]}"#
    let rule = try JSONDecoder().decode(BinRule.self, from: Data(text.utf8))
    #expect(rule == .thresholds([500, 3000]))
    for rule in [BinRule.kMeans(3), .rCompatible(5), .mean(ties: .lowerScore), .median()] {
      let data = try JSONEncoder().encode([rule])
      #expect(try JSONDecoder().decode([BinRule].self, from: data) == [rule])
    }
  }
}
