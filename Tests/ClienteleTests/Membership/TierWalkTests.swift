import Clientele
import ClienteleFixtures
import Testing

/// Tiers day by day equal the definition, for every kind of ladder.
@Suite struct TierWalkTests {
  static let last: Day = "2022-09-30"

  static let thresholds = [
    Tier("a"), Tier("b", netSpend: 60), Tier("c", netSpend: "120.50"), Tier("d", netSpend: 200),
  ]

  static let measures: [(tiers: [Tier], points: PointRule?)] = [
    (thresholds, nil),
    ([Tier("a", netSpend: 0), Tier("b", orders: 2), Tier("c", orders: 4)], nil),
    (
      [Tier("a"), Tier("b", points: 100), Tier("c", points: "210.5")],
      PointRule(perUnit: "0.35", perOrder: 5, firstOrder: 50)
    ),
    (
      [Tier("a", points: 1), Tier("b", points: 20), Tier("c", points: 40)],
      PointRule(perUnit: "0.33", rounding: .down)
    ),
    (
      [
        Tier("a", stages: [.newOneTime]), Tier("b", stages: [.newRepeat]),
        Tier("c", netSpend: 100, stages: [.existingRepeat, .existingOneTime]),
        Tier(
          "d",
          anyOf: [
            .init(netSpend: 200, stages: [.existingRepeat]), .init(orders: 6),
          ]),
      ], nil
    ),
  ]

  static let windows: [TierWindow] = [
    .lifetime, .rolling(.days(100)), .rolling(.months(2)), .calendarYear, .membershipYear,
  ]

  static let reviews: [TierReview] = [
    .atOnce, .anniversary, .calendarYear, .every(.months(3), from: "2021-03-31"),
    .every(.days(40), from: "2020-01-01"), .afterChange(.months(2)),
  ]

  /// Every combination of a measure, a window and a review, and for each review every combination
  /// of policies.
  static let ladders: [TierLadder] = {
    var ladders: [TierLadder] = []
    for (tiers, points) in measures {
      for window in windows {
        for (place, review) in reviews.enumerated() {
          let policy = ladders.count / reviews.count
          let downgrade = TierDowngrade.allCases[policy % 3]
          let graces: [CalendarSpan?] = [nil, .days(30), .months(1)]
          ladders.append(
            try! TierLadder(
              tiers, window: window, points: points,
              upgrade: TierUpgrade.allCases[policy / 3 % 2], downgrade: downgrade,
              review: review, grace: downgrade == .never ? nil : graces[(policy + place) % 3],
              clawBack: TierClawBack.allCases[policy / 6 % 2],
              boundaries: LifecycleBoundaries(window: .days(40))))
        }
      }
    }
    return ladders
  }()

  @Test(arguments: 0..<6)
  func `tiers equal the definition on every day`(share: Int) throws {
    #expect(Self.ladders.count == 150)
    for (place, ladder) in Self.ladders.enumerated() where place % 6 == share {
      let orders = try OrderTable(.random(seed: UInt64(place), customers: 5, orders: 32))
      let trails = orders.tierTrails(on: ladder, through: Self.last)
      for (customer, plain) in orders.plainCustomers.enumerated() {
        let expected = PlainLadder(ladder: ladder, customer: plain).tiers(through: Self.last)
        var changes: [TierChange] = []
        var current: Int?
        for day in expected.keys.sorted() {
          let tier = expected[day]!
          if tier != current { changes.append(TierChange(day: day, tier: tier)) }
          current = tier
        }
        #expect(trails[customer] == changes, "ladder \(place), customer \(customer): \(ladder)")
      }
    }
  }

  @Test func `all policies come together in the ladders that are tested`() {
    for downgrade in TierDowngrade.allCases {
      for (upgrade, clawBack) in [
        (TierUpgrade.atOnce, TierClawBack.atOnce), (.atOnce, .atReview), (.atReview, .atOnce),
        (.atReview, .atReview),
      ] {
        for review in Self.reviews {
          #expect(
            Self.ladders.contains {
              $0.downgrade == downgrade && $0.upgrade == upgrade && $0.review == review
                && $0.clawBack == clawBack
            }, "\(downgrade), \(upgrade), \(review), \(clawBack)")
        }
      }
    }
    #expect(Self.ladders.contains { $0.grace != nil && $0.downgrade == .oneStep })
  }

  @Test(arguments: 0..<15)
  func `a series and a day say what histories say`(place: Int) throws {
    let ladder = Self.ladders[place * 8 + place % 5]
    let orders = try OrderTable(.random(seed: UInt64(place), customers: 40, orders: 200))
    let days = (0..<30).map { ("2020-12-20" as Day) + 17 * $0 }
    let trails = orders.tierTrails(on: ladder, through: days[29])
    func tiers(_ day: Day) -> [Int?] {
      trails.map { trail in trail.last { $0.day <= day }?.tier }
    }
    for day in days {
      #expect(trails.indices.map { trails.tier(of: $0, on: day) } == tiers(day), "\(day)")
    }
    let history = orders.tierHistory(on: ladder, asOf: days)
    for (index, snapshot) in history.snapshots.enumerated() {
      let now = tiers(days[index])
      let groups = orders.tiers(on: ladder, asOf: days[index])
      #expect((0..<orders.customerCount).map { groups.group(of: $0) } == now)
      #expect(trails.tiers(on: days[index]) == groups)
      for tier in ladder.tiers.indices {
        #expect(snapshot.counts[tier] == now.count { $0 == tier })
        #expect(groups.members(of: tier) == now.indices.filter { now[$0] == tier })
      }
      #expect(groups.customerCounts == snapshot.counts)
      guard index > 0 else { continue }
      let (before, movement) = (tiers(days[index - 1]), history.movements[index - 1])
      for origin in movement.places {
        for target in movement.places where origin != nil || target != nil {
          let expected = zip(before, now).count { $0 == origin && $1 == target }
          #expect(movement[origin, target] == expected, "seed \(place), day \(days[index])")
          guard index == 9 else { continue }
          let members = orders.customers(
            on: ladder, from: origin, to: target, between: days[8], and: days[9])
          #expect(members.count == expected)
        }
      }
    }
  }

  @Test(arguments: 0..<5)
  func `laws hold`(place: Int) throws {
    let ladder = Self.ladders[place * 29]
    let columns = OrderColumns.random(seed: UInt64(place))
    let laws = AnalysisLaws(seed: UInt64(place))
    let (day, currency) = (Self.last, Currency())
    #expect(
      try laws.violations(of: CustomerTiers(of: ladder, asOf: day, in: currency), over: columns)
        == [])
    #expect(
      try laws.violations(
        of: TierSeries(of: ladder, asOf: ["2021-06-30", day], in: currency), over: columns) == [])
    #expect(
      try laws.violations(of: TierChanges(of: ladder, through: day, in: currency), over: columns)
        == [])
  }
}
