import Clientele
import Testing

@Suite struct LifecycleStageTests {
  /// Hand-made: for each as-of day a last purchase and the stage it makes.
  @Test(arguments: [
    ("2024-05-31", "2024-03-01", LifecycleStage.newOneTime),
    ("2024-05-31", "2024-02-29", .silent), ("2024-05-31", "2023-12-01", .silent),
    ("2024-05-31", "2023-11-30", .sleeping), ("2024-05-31", "2023-06-01", .sleeping),
    ("2024-05-31", "2023-05-31", .lost), ("2024-05-30", "2024-02-29", .newOneTime),
    ("2024-05-30", "2023-11-30", .silent), ("2024-05-30", "2023-05-31", .sleeping),
    ("2024-05-29", "2024-02-28", .silent), ("2024-05-29", "2023-05-30", .sleeping),
    ("2024-02-28", "2023-11-29", .newOneTime), ("2024-02-28", "2023-11-28", .silent),
    ("2024-02-28", "2023-08-28", .sleeping), ("2024-02-28", "2023-02-27", .lost),
    ("2024-02-29", "2023-12-01", .newOneTime), ("2024-02-29", "2023-11-30", .silent),
  ])
  func `boundaries are counted back from the day after the as-of day`(
    asOf: String, last: String, stage: LifecycleStage
  ) throws {
    let (asOf, last) = (try #require(Day(asOf)), try #require(Day(last)))
    #expect(LifecycleBoundaries.standard.stage(ofPurchaseDays: [last], asOf: asOf) == stage)
    let orders = try OrderTable(customers: ["c"], days: [last], amounts: [1])
    #expect(orders.lifecycle(asOf: asOf)[stage] == 1)
    #expect(orders.customers(in: stage, asOf: asOf) == [0])
  }

  @Test func `the four active stages differ by first purchase and by count`() throws {
    let orders = try OrderTable(
      customers: ["new", "newer", "newer", "old", "old", "loyal", "loyal", "loyal"],
      days: [
        "2024-05-01", "2024-05-01", "2024-05-02", "2022-01-01", "2024-05-01", "2022-01-01",
        "2024-05-01", "2024-05-01",
      ], amounts: Array(repeating: 1, count: 8))
    let stages = orders.run(CustomerStages(asOf: "2024-05-31"))
    let ids = (0..<4).map { orders.customers[$0] }
    #expect(ids == ["loyal", "new", "newer", "old"])
    #expect(stages == [.existingRepeat, .newOneTime, .newRepeat, .existingOneTime])
  }

  @Test func `boundaries must grow`() {
    #expect(LifecycleBoundaries(.months(3), .months(3), .months(12)) == nil)
    #expect(LifecycleBoundaries(.days(400), .years(1), .years(2)) == nil)
    #expect(LifecycleBoundaries(.days(0), .years(1), .years(2)) == nil)
    #expect(LifecycleBoundaries(window: .months(6)).sleeping == .months(24))
  }

  @Test func `names and ranks are fixed`() {
    #expect(LifecycleStage.allCases.map(\.decayRank) == [0, 0, 0, 0, 1, 2, 3])
    #expect(
      LifecycleStage.allCases.map(\.isActive) == [true, true, true, true, false, false, false])
    #expect(LifecycleStage("sleeping") == .sleeping)
    #expect(LifecycleStage("asleep") == nil)
    #expect(Set(LifecycleStage.allCases.map(\.chineseName)).count == 7)
  }
}
