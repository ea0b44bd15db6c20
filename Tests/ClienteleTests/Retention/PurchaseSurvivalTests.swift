import Clientele
import ClienteleFixtures
import Testing

@Suite struct PurchaseSurvivalTests {
  @Test(arguments: 0..<16 as Range<UInt64>)
  func `the curve equals the definition`(seed: UInt64) throws {
    let orders = try OrderTable(.random(seed: seed))
    let last: Day = "2022-02-10"
    let ordinal = 2 + Int(seed % 3)
    let origin: PurchaseSurvival.Origin = seed % 2 == 0 ? .previousPurchase : .firstPurchase
    let curve = orders.run(
      PurchaseSurvival(of: ordinal, since: origin, through: 200, observedThrough: last))
    let waits = orders.plainCustomers(through: last).compactMap { customer -> (Int, Bool)? in
      let days = customer.purchaseDays
      let start = origin == .firstPurchase ? 0 : ordinal - 2
      guard days.count > start else { return nil }
      return days.count >= ordinal
        ? (days[ordinal - 1] - days[start], true) : (last - days[start], false)
    }
    #expect(curve.customerCount == waits.count)
    var survival = 1.0
    for point in curve.points {
      let atRisk = waits.count { $0.0 >= point.day }
      let events = waits.count { $0 == (point.day, true) }
      survival *= 1 - Double(events) / Double(atRisk)
      #expect(point.atRisk == atRisk && point.eventCount == events, "seed \(seed)")
      // 200 factors, each rounded: far below 1e-12.
      #expect(abs(point.probability - (1 - survival)) < 1e-12, "seed \(seed)")
    }
    #expect(curve.points.map(\.day) == Array(1..<curve.points.count + 1))
    #expect(curve[curve.points.count + 1] == nil)
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `laws hold`(seed: UInt64) throws {
    for origin in [PurchaseSurvival.Origin.previousPurchase, .firstPurchase] {
      let analysis = PurchaseSurvival(
        of: 3, since: origin, through: 120, observedThrough: "2022-02-10")
      #expect(
        try AnalysisLaws(seed: seed).violations(of: analysis, over: .random(seed: seed)) == [])
    }
  }

  /// statsmodels, `test_survfunc.py`, with values of R's `survival`: two series.
  static let series:
    [(
      times: [Int], isEvent: [Int], days: [Int], survival: [Double],
      error: [Double?], atRisk: [Int]
    )] = [
      (
        [3, 1, 2, 3, 2, 1, 5, 3], [0, 1, 1, 1, 0, 0, 1, 0], [1, 2, 3, 5],
        [0.875, 0.7291667, 0.546875, 0.0], [0.1169268, 0.1649762, 0.20058, nil], [8, 6, 4, 1]
      ),
      (
        [1, 1, 2, 3, 7, 1, 5, 3, 9], [0, 1, 0, 0, 1, 0, 1, 0, 1], [1, 5, 7, 9],
        [0.8888889, 0.5925926, 0.2962963, 0.0], [0.1047566, 0.2518034, 0.244432, nil],
        [9, 3, 2, 1]
      ),
    ]

  @Test(arguments: [0, 1]) func `statsmodels_km`(index: Int) throws {
    let series = Self.series[index]
    // The same waits as a shop: an event is a second purchase, the others are still waited for.
    let end: Day = "2024-06-30"
    var days: [String: [Day]] = [:]
    for (customer, (time, isEvent)) in zip(series.times, series.isEvent).enumerated() {
      days["\(customer)"] = isEvent == 1 ? ["2024-01-01", "2024-01-01" + time] : [end - time]
    }
    let curve = try OrderTable(days: days).secondPurchase(through: 30, observedThrough: end)
    #expect(curve.points.filter { $0.eventCount > 0 }.map(\.day) == series.days)
    for (place, day) in series.days.enumerated() {
      let point = try #require(curve[day])
      // Published to seven decimals.
      #expect(abs(1 - point.probability - series.survival[place]) < 1e-7)
      #expect(point.atRisk == series.atRisk[place])
      if let error = series.error[place] {
        #expect(abs(try #require(point.standardError) - error) < 1e-7)
        #expect(try #require(point.low) < point.probability)
        #expect(point.probability < (try #require(point.high)))
      } else {
        #expect(point.standardError == nil && point.low == nil && point.high == nil)
      }
    }
  }

  /// The intervals of the first series by lifelines 0.30.3, `KaplanMeierFitter` ("exponential
  /// Greenwood"); theirs are of survival.
  @Test func `intervals are Greenwood's, or those of the log-log scale`() throws {
    let curve = SurvivalCurve(
      events: [0, 1, 1, 1, 0, 1], censored: [0, 1, 1, 2, 0, 0])
    let published = [
      1: (0.3870000140, 0.9813929659), 2: (0.2763902203, 0.9253531813),
      3: (0.1372384200, 0.8324285771), 4: (0.1372384200, 0.8324285771),
    ]
    for (day, survival) in published {
      let point = try #require(curve[day])
      // Published to ten decimals.
      let interval = try #require(point.logLogInterval)
      #expect(abs(interval.low - (1 - survival.1)) < 1e-10)
      #expect(abs(interval.high - (1 - survival.0)) < 1e-10)
      let error = StandardNormal.twoSided95 * (try #require(point.standardError))
      #expect(point.low == max(0, point.probability - error))
      #expect(point.high == min(1, point.probability + error))
    }
  }

  @Test(arguments: EdgeShop.allCases)
  func `edge shops have a curve or none`(shop: EdgeShop) throws {
    let curve = try shop.orders.secondPurchase(through: 60, observedThrough: "2024-03-01")
    for point in curve.points {
      #expect((0...1).contains(point.probability) && point.atRisk > 0)
      #expect([point.low, point.high, point.standardError].allSatisfy { $0?.isFinite ?? true })
    }
    switch shop {
    case .empty, .onlyRefunds, .late: #expect(curve.customerCount == 0 && curve.points.isEmpty)
    case .allEqual:
      #expect(curve.day(reaching: 0.5) == 31 && curve[31]?.probability == 1 && curve[32] == nil)
    case .oneOrder: #expect(curve.points.count == 30 && curve.day(reaching: 0.5) == nil)
    default: break
    }
  }

  /// research/lifecycle.md §3.2.
  @Test(.needsCDNOW) func `CDNOW: the second purchase day`() throws {
    let orders = try #require(ReferenceData.cdnow)
    let curve = orders.secondPurchase(through: 365, observedThrough: "1998-06-30")
    let published = [
      30: "0.1745863", 60: "0.2515486", 90: "0.2921935", 180: "0.3745015", 365: "0.4586339",
    ]
    let customers = orders.plainCustomers
    for (day, digits) in published {
      let probability = try #require(curve[day]).probability
      #expect("\((probability * 1e7).rounded() / 1e7)" == digits)
      // Everyone was watched for a year, so the plain share is right; 365 factors are rounded.
      let naive = customers.count {
        $0.purchaseDays.count > 1 && $0.purchaseDays[1] - $0.purchaseDays[0] <= day
      }
      #expect(abs(probability - Double(naive) / 23570) < 1e-12)
    }
  }

  @Test func `curves that cannot be are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = PurchaseSurvival(of: 1, through: 10, observedThrough: "2024-01-01")
    }
    await #expect(processExitsWith: .failure) {
      _ = PurchaseSurvival(through: 0, observedThrough: "2024-01-01")
    }
    await #expect(processExitsWith: .failure) { _ = SurvivalCurve(events: [1], censored: []) }
    await #expect(processExitsWith: .failure) { _ = SurvivalCurve(events: [1], censored: [-1]) }
    await #expect(processExitsWith: .failure) {
      _ = SurvivalCurve(events: [1], censored: [1])[0]
    }
  }
}
