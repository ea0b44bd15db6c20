import Clientele
import ClienteleFixtures
import Testing

@Suite struct PooledRetentionTests {
  /// A cohort for each day from the first order on, pooled.
  private static func cohorts(
    _ orders: OrderTable, of window: TimeWindow, _ spans: [ReturnSpan], through last: Day
  ) -> [Rate] {
    let days = (0..<window.dayCount).map { offset in
      TimeWindow(start: window.start + offset, end: window.start + offset + 1)
    }
    return orders.run(
      RecurringRetention(of: days, returning: spans, observedThrough: last)
    ).pooled
  }

  @Test func `rates are those of a cohort for each day, pooled`() throws {
    for seed in 0..<12 as Range<UInt64> {
      let orders = try OrderTable(.random(seed: seed))
      let last = OrderColumns.randomWindow.end - Int(seed) * 20
      let spans = seed % 3 == 0 ? [.within(7), .within(400)] : RetentionTests.spans
      let all = TimeWindow(start: "2020-12-01", end: max(last, "2020-12-02"))
      let rates = orders.run(PooledRetention(returning: spans, observedThrough: last))
      #expect(rates == Self.cohorts(orders, of: all, spans, through: last), "seed \(seed)")

      let part = TimeWindow(start: "2021-03-01", end: "2021-08-15")
      let some = orders.run(
        PooledRetention(ofDaysIn: part, returning: spans, observedThrough: last))
      #expect(some == Self.cohorts(orders, of: part, spans, through: last), "seed \(seed)")
    }
  }

  @Test func `a shop at the edge has rates or none`() throws {
    for shop in EdgeShop.allCases {
      let orders = try shop.orders
      for last in ["2023-12-31", "2024-02-15", "2030-03-01"] as [Day] {
        let window = TimeWindow(start: "2023-06-01", end: "2030-06-01")
        let spans: [ReturnSpan] = [.within(31), .on(31), .bracket(2, 20), .within(1000)]
        let rates = orders.run(PooledRetention(returning: spans, observedThrough: last))
        #expect(rates == Self.cohorts(orders, of: window, spans, through: last), "\(shop) \(last)")
      }
    }
    let none = try EdgeShop.oneOrder.orders.run(
      PooledRetention(returning: [], observedThrough: "2024-01-31"))
    #expect(none == [])
  }

  @Test func `an order that is dated centuries off changes what it says, and not what it costs`()
    throws
  {
    let last: Day = "2024-03-31"
    let right = try OrderTable(days: ["a": ["2024-01-01", "2024-01-05"], "b": ["2024-01-02"]])
    let wrong = try OrderTable(
      days: ["a": ["0001-01-01", "2024-01-01", "2024-01-05"], "b": ["2024-01-02", "9999-12-31"]])
    let question = PooledRetention(returning: [.within(30), .on(4)], observedThrough: last)
    #expect(right.run(question) == [Rate(1, of: 3), Rate(1, of: 3)])
    #expect(wrong.run(question) == [Rate(1, of: 4), Rate(1, of: 4)])
    #expect(wrong.byteCount(of: question, threads: 1) < 10_000)
  }

  @Test func `laws hold`() throws {
    for seed in 0..<6 as Range<UInt64> {
      let question = PooledRetention(
        returning: RetentionTests.spans, observedThrough: "2022-04-01")
      #expect(
        try AnalysisLaws(seed: seed).violations(of: question, over: .random(seed: seed)) == [])
    }
  }
}
