import Clientele
import ClienteleFixtures
import Testing

@Suite struct LifecycleSeriesTests {
  static let months: [Day] = (0..<30).map { ("2022-01-01" as Day) + .months($0) - 1 }

  @Test func `snapshots equal the definition, customer by customer`() throws {
    for seed in 0..<20 as Range<UInt64> {
      let orders = try OrderTable(
        .random(
          customers: 200, orders: 900, in: TimeWindow(start: "2021-01-01", end: "2024-03-01"),
          seed: seed))
      let boundaries =
        [
          .standard, LifecycleBoundaries(window: .days(30)),
          LifecycleBoundaries(.days(90), .months(3), .years(1)) ?? .standard,
        ][Int(seed % 3)]
      let history = orders.run(LifecycleSeries(asOf: Self.months, boundaries: boundaries))
      for (place, snapshot) in history.snapshots.enumerated() {
        let stages = (0..<orders.customerCount).map { customer in
          boundaries.stage(
            ofPurchaseDays: orders.purchases(of: customer).map(\.day), asOf: snapshot.asOf)
        }
        for stage in LifecycleStage.allCases {
          #expect(snapshot[stage] == stages.count { $0 == stage }, "seed \(seed)")
        }
        guard place > 0 else { continue }
        let movement = history.movements[place - 1]
        let before = (0..<orders.customerCount).map { customer in
          boundaries.stage(
            ofPurchaseDays: orders.purchases(of: customer).map(\.day), asOf: movement.from)
        }
        for (origin, target) in LifecycleMovement.pairs where origin != nil || target != nil {
          let expected = zip(before, stages).count { $0 == origin && $1 == target }
          #expect(movement[origin, target] == expected, "seed \(seed)")
        }
      }
    }
  }

  @Test func `laws hold`() throws {
    for seed in 0..<10 as Range<UInt64> {
      let columns = OrderColumns.random(
        customers: 300, orders: 800, in: TimeWindow(start: "2021-06-01", end: "2023-01-01"),
        seed: seed)
      let series = LifecycleSeries(asOf: Self.months)
      #expect(try AnalysisLaws(seed: seed).violations(of: series, over: columns) == [])
    }
  }

  @Test func `orders after the as-of day are not seen, and counted`() throws {
    let orders = try OrderTable(
      customers: ["a", "a", "b"], days: ["2024-01-01", "2024-06-01", "2024-06-02"],
      amounts: [100, 100, 100])
    let snapshot = orders.run(LifecycleSeries(asOf: ["2024-03-01"])).snapshots[0]
    #expect(snapshot[.newOneTime] == 1)
    #expect(snapshot.customerCount == 1)
    #expect(snapshot.laterOrders == 2)
  }
}
