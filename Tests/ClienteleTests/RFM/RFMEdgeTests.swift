import Clientele
import FoundationEssentials
import Testing

@Suite struct RFMEdgeTests {
  static let scales: [RFMScale] =
    RFMScoresTests.rules.map { RFMScale($0) } + RFMScoresTests.rules.map { RFMScale($0).nested }

  static let shops: [(name: String, scored: Int, orders: OrderTable)] = {
    do {
      let day: Day = "2024-01-01"
      return [
        ("no orders", 0, try OrderTable(customers: [], days: [], amounts: [])),
        ("one customer", 1, try OrderTable(customers: ["a"], days: [day], amounts: [1])),
        (
          "all equal", 9,
          try OrderTable(
            customers: (0..<9).map(String.init), days: Array(repeating: day, count: 9),
            amounts: Array(repeating: 700, count: 9))
        ),
        (
          "all equal and long ago", 9,
          try OrderTable(
            customers: (0..<9).map(String.init), days: Array(repeating: "1999-01-01", count: 9),
            amounts: Array(repeating: 700, count: 9))
        ),
        (
          "everything later", 0,
          try OrderTable(
            customers: ["a", "b"], days: ["2024-01-02", "2025-01-01"], amounts: [1, 2])
        ),
        ("refunds only", 0, try OrderTable(customers: ["a"], days: [day], amounts: [-5])),
        (
          "refunds before purchases, and more of them", 1,
          try OrderTable(
            customers: ["a", "a", "b"], days: ["2023-01-01", day, day], amounts: [-500, 100, -1])
        ),
        (
          "the largest amounts, in millionths", 2,
          try OrderTable(
            customers: ["a", "b", "b"], days: [day, day, day],
            amounts: [.max / 2, -.max / 2, .max / 2], currency: Currency(scale: 6))
        ),
        ("amounts of nothing", 0, try OrderTable(customers: ["a"], days: [day], amounts: [0])),
      ]
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  @Test(arguments: shops.indices)
  func `any shop has scores or none, under any rule and measure`(shop: Int) throws {
    let (name, scored, orders) = Self.shops[shop]
    for measure in MonetaryMeasure.allCases {
      for scale in Self.scales {
        let map = try RFMScoresTests.everyone(scale)
        let rfm = try orders.rfm(asOf: "2024-01-01", scale: scale, map: map, monetary: measure)
        #expect((rfm == nil) == (scored == 0), "\(name)")
        guard let rfm else { continue }
        #expect(rfm.count == orders.customerCount)
        #expect(rfm.count { $0 != nil } == scored, "\(name)")
        #expect(rfm.summaries()[0].customerCount == scored)
        for dimension in RFMDimension.allCases {
          let bins = rfm.bins(of: dimension)
          #expect(bins.reduce(0) { $0 + $1.customerCount } == scored)
          let profile = try #require(rfm.values.profile(of: dimension))
          #expect(profile.skewness?.isFinite ?? true)
          #expect(profile.minimum <= profile.median && profile.median <= profile.maximum)
        }
        let data = try JSONEncoder().encode(rfm.scale)
        #expect(try JSONDecoder().decode(FittedRFMScale.self, from: data) == rfm.scale)
      }
    }
  }

  @Test func `nobody has no profile and no scale`() throws {
    let values = Self.shops[0].orders.run(RFMValues(asOf: "2024-01-01"))
    #expect(values.isEmpty)
    #expect(values.profile(of: .monetary) == nil)
    #expect(try values.fit(.quantile(5)) == nil)
    let given = RFMScale(
      daysSinceLastOrder: .thresholds([30]), frequency: .thresholds([2]),
      monetary: .thresholds([500]))
    let fitted = try #require(try values.fit(given))
    #expect(try values.scores(on: fitted, map: .eightTypes).summaries().count == 8)
  }

  @Test func `a stored scale scores later values beyond its ends`() throws {
    let orders = try OrderTable(
      customers: ["a", "b", "b", "c", "c", "c"],
      days: ["2024-01-01", "2024-01-05", "2024-01-20", "2024-01-10", "2024-03-01", "2025-06-01"],
      amounts: [100, 200, 300, 400, 500, 60_000])
    let scale = try #require(try orders.run(RFMValues(asOf: "2024-01-31")).fit(.quantile(5)))
    let later = try #require(try orders.rfm(asOf: "2026-01-01", scale: scale))
    #expect(later[0]?.code.r == 1)
    #expect(later[2]?.code == RFMCode(r: 1, f: 5, m: 5))
  }

  @Test func `a stored scale is refused by figures or a currency of another kind`() throws {
    let dollars = try RFMScaleTests.orders(
      amounts: [100, 200], currency: Currency(code: "USD"))
    let yuan = try RFMScaleTests.orders(amounts: [100, 200], currency: Currency(code: "CNY"))
    let values = dollars.run(RFMValues(asOf: "2024-12-31"))
    let scale = try #require(try values.fit(.quantile(5)))
    #expect(throws: RFMError.otherCurrency(fitted: "USD", found: "CNY")) {
      try yuan.rfm(asOf: "2024-12-31", scale: scale)
    }
    let medians = dollars.run(RFMValues(asOf: "2024-12-31", monetary: .median))
    #expect(throws: RFMError.otherFigures(fitted: "sum, all", found: "median, all")) {
      try medians.scores(on: scale)
    }
    let bins = RFMBinCounts(r: 5, f: 5, m: 5)
    let two = RFMBinCounts(r: 2, f: 2, m: 2)
    #expect(throws: RFMError.otherBins(map: two, scale: bins)) {
      try values.scores(on: scale, map: .eightTypes)
    }
    #expect(throws: RFMError.otherBins(map: bins, scale: two)) {
      try dollars.rfm(asOf: "2024-12-31", scale: .mean())
    }
  }

  @Test(arguments: [
    #""daysSinceLastOrder":[{"cuts":["9","3"],"ties":"higherScore"}]"#,
    #""daysSinceLastOrder":[{"cuts":["0"],"ties":"lowerScore"}]"#,
    #""daysSinceLastOrder":[]"#,
    #""daysSinceLastOrder":[{"cuts":["3"],"ties":"x"}]"#,
    #""daysSinceLastOrder":[{"cuts":["a"],"ties":"higherScore"}]"#,
    #""daysSinceLastOrder":[{"cuts":["3"],"ties":"higherScore"},"#
      + #"{"cuts":["3"],"ties":"higherScore"}]"#,
  ])
  func `a stored scale that cannot be is refused when it is read`(days: String) throws {
    func text(_ days: String) -> Data {
      Data(
        (#"{"measure":"sum","history":"all","nesting":"independent",\#(days),"#
          + #""frequency":[{"cuts":["2"],"ties":"higherScore"}],"#
          + #""monetary":[{"cuts":["99.90"],"ties":"higherScore"}]}"#).utf8)
    }
    let good = #""daysSinceLastOrder":[{"cuts":["30"],"ties":"higherScore"}]"#
    #expect(throws: Never.self) {
      try JSONDecoder().decode(FittedRFMScale.self, from: text(good))
    }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(FittedRFMScale.self, from: text(days))
    }
  }

  @Test func `scores and customers that there are not are a caller's mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = try RFMScoresTests.six().rfm(asOf: "2024-03-31")!.heatMap[r: 6, f: 1]
    }
    await #expect(processExitsWith: .failure) {
      let six = try RFMScoresTests.six().rfm(asOf: "2024-03-31")!
      _ = six.customerCount(of: RFMCode(r: 0, f: 1, m: 1))
    }
    await #expect(processExitsWith: .failure) {
      _ = try RFMScoresTests.six().rfm(asOf: "2024-03-31")![6]
    }
    await #expect(processExitsWith: .failure) {
      _ = try RFMScoresTests.six().run(RFMValues(asOf: "2024-03-31"))[-1]
    }
  }
}
