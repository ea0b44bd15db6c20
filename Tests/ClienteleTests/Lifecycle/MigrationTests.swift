import Clientele
import ClienteleFixtures
import Testing

@Suite struct MigrationTests {
  @Test func `rows sum to the first snapshot and columns to the second`() throws {
    for seed in 0..<10 as Range<UInt64> {
      let orders = try OrderTable(
        .random(
          customers: 300, orders: 1_200, in: TimeWindow(start: "2022-01-01", end: "2025-01-01"),
          seed: seed))
      let (base, later) = ("2023-06-30" as Day, "2024-02-29" as Day)
      let movement = orders.migration(from: base, to: later)
      let (before, after) = (orders.lifecycle(asOf: base), orders.lifecycle(asOf: later))
      let targets = LifecycleStage.allCases.map(Optional.some) + [nil]
      for stage in LifecycleStage.allCases {
        #expect(targets.reduce(0) { $0 + movement[stage, $1] } == before[stage], "seed \(seed)")
        #expect(targets.reduce(0) { $0 + movement[$1, stage] } == after[stage], "seed \(seed)")
      }
      #expect(movement.arrivalCount == after.customerCount - before.customerCount)
    }
  }

  @Test func `every cell's customers can be listed`() throws {
    let orders = try OrderTable(
      .random(
        customers: 200, orders: 900, in: TimeWindow(start: "2022-01-01", end: "2025-01-01"), seed: 4
      ))
    let movement = orders.migration(from: "2023-06-30", to: "2024-02-29")
    let (before, after) = orders.run(
      CustomerStages(asOf: "2023-06-30"), CustomerStages(asOf: "2024-02-29"))
    for pair in LifecycleMovement.pairs where pair.target != nil {
      let members = before.indices.filter {
        before[$0] == pair.origin && after[$0] == pair.target
      }
      #expect(members.count == movement[pair.origin, pair.target])
    }
  }

  @Test func `decay and recovery are told by rank`() throws {
    let orders = try OrderTable(
      customers: ["decays", "recovers", "recovers", "stays", "stays", "arrives"],
      days: [
        "2024-01-10", "2023-01-10", "2024-06-01", "2024-01-10", "2024-06-10", "2024-06-20",
      ], amounts: Array(repeating: 1, count: 6))
    let movement = orders.migration(from: "2024-01-31", to: "2024-06-30")
    #expect(movement.decayCount == 1)
    #expect(movement.recoveryCount == 1)
    #expect(movement.arrivalCount == 1)
    #expect(movement[.newOneTime, .silent] == 1)
    #expect(movement[.lost, .existingOneTime] == 1)
  }

  @Test func `laws hold`() throws {
    let columns = OrderColumns.random(
      customers: 300, orders: 800, in: TimeWindow(start: "2021-06-01", end: "2023-01-01"), seed: 8)
    let laws = AnalysisLaws(seed: 8)
    #expect(
      try laws.violations(of: Migration(from: "2022-01-31", to: "2022-09-30"), over: columns) == [])
    #expect(try laws.violations(of: CustomerStages(asOf: "2022-06-30"), over: columns) == [])
  }
}
