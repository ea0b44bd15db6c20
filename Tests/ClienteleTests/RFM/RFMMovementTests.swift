import Clientele
import ClienteleFixtures
import FoundationEssentials
import Testing

@Suite struct RFMMovementTests {
  static let days: [Day] = (0..<14).map { ("2022-01-01" as Day) + .months($0 * 2) - 1 }

  static func shop(_ seed: UInt64) throws -> OrderTable {
    try OrderTable(
      .random(customers: 150, orders: 800, in: RFMValuesTests.shop, seed: seed))
  }

  @Test func `movement counts each customer once, from segment to segment`() throws {
    let orders = try Self.shop(1)
    let before = try #require(try orders.rfm(asOf: "2022-06-30"))
    let after = try #require(try orders.rfm(asOf: "2023-06-30", scale: before.scale))
    let movement = after.movement(from: before)
    let names = before.map.segments.map(\.name)
    var total = 0
    for (row, origin) in (names.map(Optional.some) + [nil]).enumerated() {
      for (column, target) in (names.map(Optional.some) + [nil]).enumerated() {
        let expected = zip(before, after).count {
          $0?.segment.name == origin && $1?.segment.name == target
        }
        let found = movement[
          origin == nil ? nil : Optional(row), target == nil ? nil : Optional(column)]
        #expect(found == expected)
        if let origin, let target { #expect(movement[origin, target] == expected) }
        total += found
      }
    }
    #expect(total == orders.customerCount)
    let pairs = zip(before, after)
    #expect(movement.arrivalCount == pairs.count { $0 == nil && $1 != nil })
    #expect(movement.unchangedCount == pairs.count { $0 != nil && $0?.segment == $1?.segment })
    #expect(
      movement.changedCount + movement.unchangedCount
        == pairs.count { $0 != nil && $1 != nil })
    #expect(movement["Champions", "Nobody"] == 0)
    let data = try JSONEncoder().encode(movement)
    #expect(try JSONDecoder().decode(SegmentMovement.self, from: data) == movement)
  }

  @Test func `a trail tells the segment before and since when`() throws {
    for seed in 0..<3 as Range<UInt64> {
      let orders = try Self.shop(seed)
      let scale = try #require(try orders.run(RFMValues(asOf: "2023-01-31")).fit(.quantile(5)))
      let trail = try orders.segmentTrail(asOf: Self.days, scale: scale)
      let refitted = try orders.segmentTrail(asOf: Self.days, history: .last(.months(6)))
      let fixed = try Self.days.map { try orders.rfm(asOf: $0, scale: scale) }
      let moving = try Self.days.map { try orders.rfm(asOf: $0, history: .last(.months(6))) }
      for customer in 0..<orders.customerCount {
        for (found, scores) in [(trail[customer], fixed), (refitted[customer], moving)] {
          let found = Expected(
            current: found.current, previous: found.previous, changedOn: found.changedOn)
          #expect(found == Self.change(customer, scores), "seed \(seed)")
        }
      }
      #expect(trail.contains { $0.previous != nil })
      #expect(refitted.contains { $0.current == nil && $0.previous != nil })
    }
  }

  /// The definition, for one customer: what was before the last segment, and when that began.
  private static func change(_ customer: Int, _ scores: [RFMScores?]) -> Expected {
    let segments = scores.map { $0?[customer]?.segment }
    let known = segments.indices.filter { segments[$0] != nil }
    let first = known.last { place in
      known.last { $0 < place }.map { segments[$0] != segments[place] } ?? false
    }
    return Expected(
      current: segments[segments.count - 1],
      previous: first.flatMap { first in known.last { $0 < first }.flatMap { segments[$0] } },
      changedOn: first.map { days[$0] })
  }

  struct Expected: Equatable {
    let current: Segment?
    let previous: Segment?
    let changedOn: Day?
  }

  @Test func `days of another order or map are a caller's mistake`() async {
    await #expect(processExitsWith: .failure) {
      let orders = try RFMMovementTests.shop(1)
      _ = try orders.segmentTrail(asOf: ["2023-01-02", "2023-01-01"])
    }
    await #expect(processExitsWith: .failure) {
      let orders = try RFMMovementTests.shop(1)
      let day: Day = "2023-01-01"
      let eight = try orders.rfm(asOf: day, scale: .mean(), map: .eightTypes)!
      _ = try orders.rfm(asOf: day)!.movement(from: eight)
    }
  }
}
