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

  @Test func `many snapshots are counted another way, and say the same`() throws {
    for seed in 0..<20 as Range<UInt64> {
      let orders = try OrderTable(
        .random(
          customers: 150, orders: 900, in: TimeWindow(start: "2022-01-01", end: "2023-06-01"),
          seed: seed))
      let boundaries = seed % 2 == 0 ? .standard : LifecycleBoundaries(window: .days(20))
      let days = (0..<600).map { ("2021-12-15" as Day) + $0 }
      let history = orders.lifecycle(asOf: days, boundaries: boundaries)
      for start in stride(from: 0, to: 600, by: 60) {
        let part = orders.lifecycle(asOf: Array(days[start..<start + 60]), boundaries: boundaries)
        let isSame =
          part.snapshots == Array(history.snapshots[start..<start + 60])
          && part.movements == Array(history.movements[start..<start + 59])
        #expect(isSame, "seed \(seed), from day \(start)")
      }
    }
  }

  @Test func `spans and series longer than history say what the definition says`() throws {
    let customers: [[Day]] = [
      ["0001-01-01"], ["0800-05-31", "0800-06-30"], ["2021-02-28", "2024-02-29"],
      ["2024-01-31", "2024-02-29", "2024-03-31"], ["0001-01-02", "9999-12-31"],
    ]
    let ids = customers.indices.map { "c\($0)" }
    let orders = try OrderTable(days: Dictionary(uniqueKeysWithValues: zip(ids, customers)))
    let centuries = (0..<90).map { ("0099-12-31" as Day) + .years(110 * $0) }
    for days in [
      ["2024-02-29", "2024-03-31", "2024-06-30"], centuries, Array(centuries.prefix(9)),
    ] {
      for spans in [[3, 6, 12], [1, 30_000, 100_000]] {
        let boundaries = LifecycleBoundaries(
          .months(spans[0]), .months(spans[1]), .years(spans[2]))!
        let snapshots = orders.lifecycle(asOf: days, boundaries: boundaries).snapshots
        for (day, snapshot) in zip(days, snapshots) {
          let stages = customers.map { boundaries.stage(ofPurchaseDays: $0, asOf: day) }
          for stage in LifecycleStage.allCases {
            #expect(snapshot[stage] == stages.count { $0 == stage }, "\(day) \(spans) \(stage)")
          }
        }
      }
    }
  }

  @Test(arguments: [1, 2, 63, 64, 65])
  func `any number of snapshots can be asked for`(count: Int) throws {
    let orders = try OrderTable(
      .random(
        customers: 100, orders: 500, in: TimeWindow(start: "2022-01-01", end: "2023-06-01"), seed: 2
      ))
    let days = (0..<count).map { ("2022-03-01" as Day) + 5 * $0 }
    let snapshots = orders.lifecycle(asOf: days).snapshots
    #expect(snapshots == days.map { orders.lifecycle(asOf: $0) })
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
    #expect(orders.orderCount(after: "2024-03-01") == 2)
  }
}
