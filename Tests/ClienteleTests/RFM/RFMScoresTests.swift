import Clientele
import ClienteleFixtures
import FoundationEssentials
import Testing

@Suite struct RFMScoresTests {
  static let rules: [BinRule] = [
    .quantile(5), .quantile(3), .equalCount(4), .equalCount(4, ties: .higherScore), .kMeans(3),
    .rCompatible(5), .mean(), .median(ties: .lowerScore), .thresholds([30, 100, 400]),
  ]

  /// A map of one segment for any number of bins.
  static func everyone(_ scale: RFMScale) throws -> SegmentMap {
    try SegmentMap(
      SegmentMapDefinition(
        bins: scale.binCounts, segments: [Segment("All")],
        rules: [
          .init(
            "All", r: 1...scale.binCounts.r, f: 1...scale.binCounts.f, m: 1...scale.binCounts.m)
        ]))
  }

  @Test(arguments: MonetaryMeasure.allCases)
  func `columns are scored as each customer by the stored cuts`(measure: MonetaryMeasure) throws {
    for seed in 0..<4 as Range<UInt64> {
      let orders = try OrderTable(
        .random(customers: 120, orders: 700, in: RFMValuesTests.shop, seed: seed))
      for rule in Self.rules {
        for scale in [RFMScale(rule), RFMScale(rule).nested] {
          let rfm = try #require(
            try orders.rfm(
              asOf: "2023-06-30", scale: scale, map: Self.everyone(scale), monetary: measure))
          let data = try JSONEncoder().encode(rfm.scale)
          let stored = try JSONDecoder().decode(FittedRFMScale.self, from: data)
          #expect(stored == rfm.scale)
          for (score, value) in zip(rfm, rfm.values) {
            let expected = value.map(stored.scores)
            #expect(score?.code.r == expected?.r && score?.code.f == expected?.f)
            #expect(
              score?.code.m == expected?.m, "seed \(seed) \(rule) \(String(describing: value))")
          }
          let one = try orders.rfm(
            asOf: "2023-06-30", scale: scale, map: Self.everyone(scale), monetary: measure,
            threads: 1)
          #expect(one == rfm)
        }
      }
    }
  }

  @Test(arguments: MonetaryMeasure.allCases)
  func `quantile cuts are those of sorted values`(measure: MonetaryMeasure) throws {
    for seed in 0..<4 as Range<UInt64> {
      let orders = try OrderTable(
        .random(customers: 150, orders: 700, in: RFMValuesTests.shop, seed: seed))
      let values = orders.run(RFMValues(asOf: "2023-06-30", monetary: measure))
      let fitted = try #require(try values.fit(.quantile(7)))
      let money = values.compactMap { value in
        value.map { ExactNumber($0.monetary.total.minorUnits, over: 100 * $0.monetary.count) }
      }.sorted()
      let expected = (1..<7).map { share -> ExactNumber in
        let (place, rest) = ((money.count - 1) * share).quotientAndRemainder(dividingBy: 7)
        let (low, high) = (money[place], money[min(place + 1, money.count - 1)])
        let distance = ExactNumber(
          high.numerator * low.denominator - low.numerator * high.denominator,
          over: low.denominator * high.denominator)
        return ExactNumber(
          low.numerator * distance.denominator * 7 + low.denominator * distance.numerator
            * Int128(rest), over: low.denominator * distance.denominator * 7)
      }
      #expect(fitted[.monetary][0].cuts == expected)
    }
  }

  @Test func `nested bins are found within the bins before`() throws {
    let orders = try OrderTable(
      .random(customers: 200, orders: 900, in: RFMValuesTests.shop, seed: 3))
    let scale = RFMScale.quantile(3).nested
    let rfm = try #require(
      try orders.rfm(asOf: "2024-02-29", scale: scale, map: Self.everyone(scale)))
    #expect(rfm.scale[.frequency].count == 3 && rfm.scale[.monetary].count == 9)
    for r in 1...3 {
      // Scoring the customers of one R alone gives the same F.
      let members = rfm.indices.filter { rfm[$0]?.code.r == r }
      let counts = members.map { ExactNumber(rfm.values[$0]!.frequency) }.sorted()
      let cuts = (1..<3).map { share -> ExactNumber in
        let (place, rest) = ((counts.count - 1) * share).quotientAndRemainder(dividingBy: 3)
        let (low, high) = (counts[place], counts[min(place + 1, counts.count - 1)])
        return ExactNumber(
          3 * low.numerator + Int128(rest) * (high.numerator - low.numerator), over: 3)
      }
      #expect(rfm.scale[.frequency][r - 1].cuts == cuts)
    }
  }

  /// Six customers whose scores can be seen at a glance: two bins, cut at the median.
  static func six() throws -> OrderTable {
    try OrderTable(
      customers: ["a", "a", "b", "c", "c", "c", "d", "e", "f", "f"],
      days: [
        "2024-01-01", "2024-03-01", "2024-03-11", "2024-02-01", "2024-03-21", "2024-03-30",
        "2023-06-01", "2023-07-01", "2023-01-01", "2023-01-02",
      ],
      amounts: [10_00, 20_00, 5_00, 30_00, 40_00, 50_00, 500_00, 1_00, 2_00, 3_00])
  }

  @Test func `six customers in eight types`() throws {
    let rfm = try #require(
      try Self.six().rfm(asOf: "2024-03-31", scale: .median(), map: .eightTypes))
    // Medians: 25 days of 1 10… 20 30 274 304 454; 1.5 of 1 1 1 2 2 3; 17.50 of 1 5 5 30 120 500.
    #expect(rfm.scale[.daysSinceLastOrder][0].cuts == [152])
    #expect(rfm.scale[.frequency][0].cuts == ["1.5"])
    #expect(rfm.scale[.monetary][0].cuts == ["17.5"])
    let names = rfm.map { $0?.segment.name }
    #expect(
      names == [
        "Important Value", "General Develop", "Important Value", "Important Retain",
        "General Retain", "General Keep",
      ])
    let summaries = rfm.summaries()
    #expect(summaries.count == 8)
    #expect(summaries[0].customerCount == 2)
    #expect(summaries[0].orderCount == 5)
    #expect(summaries[0].revenue.description == "150.00")
    #expect(summaries[0].averageOrderValue?.rounded.description == "30.00")
    #expect(summaries[0].medianDaysSinceLastOrder == "15.5")
    #expect(summaries[0].medianFrequency == "2.5")
    #expect(summaries[0].medianMonetary == 75)
    #expect(summaries[1].customerCount == 0)
    #expect(summaries[1].averageOrderValue == nil && summaries[1].medianMonetary == nil)
    #expect(rfm.heatMap[r: 2, f: 2].meanMonetary?.rounded.description == "75.00")
    #expect(rfm.heatMap[r: 1, f: 1].customerCount == 2)
    #expect(rfm.heatMap[r: 1, f: 1].meanMonetary?.rounded.description == "250.50")
  }

  @Test func `empty and oversized bins are told`() throws {
    // Ten customers, seven of whom bought once.
    let ids = (0..<10).flatMap { id in Array(repeating: "\(id)", count: max(1, id - 5)) }
    let orders = try OrderTable(
      customers: ids, days: ids.map { _ in "2024-01-01" }, amounts: ids.map { _ in 100 })
    let bins = try #require(try orders.rfm(asOf: "2024-01-01")).bins(of: .frequency)
    #expect(bins.map(\.customerCount) == [7, 0, 0, 1, 2])
    #expect(bins.map(\.state) == [.oversized, .empty, .empty, .filled, .filled])
  }

  @Test func `the average order is pooled wherever means of it are taken`() throws {
    let orders = try OrderTable(
      customers: ["a", "b", "b", "b"], days: Array(repeating: "2024-01-01", count: 4),
      amounts: [100, 10, 10, 11])
    let scale = RFMScale.mean()
    let rfm = try #require(
      try orders.rfm(asOf: "2024-01-01", scale: scale, map: .eightTypes, monetary: .mean))
    #expect(rfm.scale[.monetary][0].cuts == ["0.3275"])
    #expect(rfm[0]?.code.m == 2)
    #expect(rfm[1]?.code.m == 1)
    #expect(rfm.values[1]?.monetary.total.description == "0.31")
    #expect(rfm.values[1]?.monetary.count == 3)
    let profile = try #require(rfm.values.profile(of: .monetary))
    #expect(profile.mean == "0.3275")
    #expect(profile.minimum == ExactNumber(31, over: 300))
  }

  @Test func `a profile tells how the values lie`() throws {
    let orders = try RFMScaleTests.orders(amounts: [100, 200, 200, 300, 1000])
    let values = orders.run(RFMValues(asOf: "2024-12-31"))
    let profile = try #require(values.profile(of: .monetary))
    #expect(profile.count == 5)
    #expect(profile.minimum == 1 && profile.maximum == 10)
    #expect(profile.lowerQuartile == 2 && profile.median == 2 && profile.upperQuartile == 3)
    #expect(profile.mean == "3.6")
    #expect(profile.largestTie.value == 2)
    #expect(profile.largestTie.share == Rate(2, of: 5))
    // Distances −2.6 −1.6 −1.6 −0.6 6.4: m₂ = 10.64, m₃ = 47.232; a double has 15 digits.
    #expect(abs(profile.skewness! - 47.232 / (10.64 * 10.64.squareRoot())) < 1e-12)
    let days = try #require(values.profile(of: .daysSinceLastOrder))
    #expect(days.maximum == 0 && days.skewness == nil)
    #expect(days.largestTie.share == Rate(5, of: 5))
    let data = try JSONEncoder().encode(profile)
    #expect(try JSONDecoder().decode(DimensionProfile.self, from: data) == profile)
  }

  @Test func `weights make one number, and need no certain sum`() throws {
    let rfm = try #require(
      try Self.six().rfm(asOf: "2024-03-31", scale: .median(), map: .eightTypes))
    let weights = try #require(RFMWeights(r: 100, f: 10, m: 1))
    #expect(rfm.compositeScores(weights) == [222, 211, 222, 112, 111, 121])
    let uneven = try #require(RFMWeights(r: 0.7, f: 0.2, m: 0.1))
    #expect(uneven.composite(of: RFMCode(r: 5, f: 0 + 1, m: 1)) == 0.7 * 5 + 0.2 + 0.1)
    #expect(RFMWeights(r: 1, f: -1, m: 1) == nil)
    #expect(RFMWeights(r: 0, f: 0, m: 0) == nil)
    #expect(RFMWeights(r: .nan, f: 1, m: 1) == nil)
  }

  @Test func `eight types by mean scores`() throws {
    let orders = try OrderTable(
      .random(customers: 200, orders: 900, in: RFMValuesTests.shop, seed: 1))
    let quintiles = try #require(try orders.rfm(asOf: "2024-02-29"))
    let types = try quintiles.segmented(by: .eightTypes(aboveMeanScoresOf: quintiles))
    let codes = quintiles.compactMap { $0?.code }
    for (type, score) in zip(types, quintiles) {
      guard let code = score?.code else { continue }
      func isHigh(_ dimension: RFMDimension) -> Bool {
        code[dimension] * codes.count >= codes.reduce(0) { $0 + $1[dimension] }
      }
      let expected = SegmentMap.eightTypes.segment(
        of: RFMCode(
          r: isHigh(.daysSinceLastOrder) ? 2 : 1, f: isHigh(.frequency) ? 2 : 1,
          m: isHigh(.monetary) ? 2 : 1))
      #expect(type?.segment == expected)
    }
  }
}
