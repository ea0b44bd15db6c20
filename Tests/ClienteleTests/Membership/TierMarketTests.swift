import Clientele
import Testing

/// Rules that shops and loyalty products publish, as research/rfm.md §1C has them.
@Suite struct TierMarketTests {
  /// One customer: what was paid on which day, in yuan; negative for refunds.
  private func trail(_ ladder: TierLadder, _ events: [(Day, Int64)], through last: Day) throws
    -> [String]
  {
    let orders = try OrderTable(
      customers: events.map { _ in "a" }, days: events.map(\.0), amounts: events.map { $0.1 * 100 })
    return orders.tierTrails(on: ladder, through: last)[0].map { change in
      "\(change.day) \(change.tier.map { ladder.tiers[$0].name } ?? "-")"
    }
  }

  @Test func `茵曼: any purchase, 500, 3000, 8000, and refunds take spend back`() throws {
    let events: [(Day, Int64)] = [
      ("2024-01-05", 499), ("2024-02-01", 1), ("2024-03-01", 2_500), ("2024-03-10", -1),
      ("2024-04-01", 5_001), ("2024-04-20", -8_000),
    ]
    #expect(
      try trail(.taobao, events, through: "2024-12-31") == [
        "2024-01-05 普通", "2024-02-01 高级", "2024-03-01 VIP", "2024-03-10 高级",
        "2024-04-01 至尊", "2024-04-20 普通",
      ])
  }

  @Test func `a threshold is exact to the cent`() throws {
    let orders = try OrderTable(
      customers: ["a", "b"], days: ["2024-01-01", "2024-01-01"], amounts: [499_99, 500_00])
    let tiers = orders.tiers(on: .taobao, asOf: "2024-01-01")
    #expect(tiers.group(of: 0) == 0 && tiers.group(of: 1) == 1)
    let mills = try OrderTable(
      customers: ["a", "b"], days: ["2024-01-01", "2024-01-01"], amounts: [499_999, 500_000],
      currency: Currency(scale: 3))
    let exact = mills.tiers(on: .taobao, asOf: "2024-01-01")
    #expect(exact.group(of: 0) == 0 && exact.group(of: 1) == 1)
  }

  /// mzcsn.com: 400 days, net of refunds, ≥ 2,000 白银, ≥ 5,000 黄金, ≥ 10,000 钻石; up within a
  /// day; when the period ends down to the tier that the spend earns.
  @Test func `400 days rolling: who held 黄金 and earns 3000 falls to 白银`() throws {
    let ladder = try TierLadder(
      [
        Tier("白银", netSpend: 2_000), Tier("黄金", netSpend: 5_000),
        Tier("钻石", netSpend: 10_000),
      ], window: .rolling(.days(400)), downgrade: .toEarned, review: .atOnce)
    // 3,000 more on day 100, and the 2,500 of day 0 leave the window on day 400.
    let start: Day = "2023-01-01"
    #expect(
      try trail(ladder, [(start, 2_500), (start + 100, 3_000)], through: start + 600) == [
        "\(start) 白银", "\(start + 100) 黄金", "\(start + 400) 白银", "\(start + 500) -",
      ])
    // With a review every 400 days the tier holds until the period ends.
    let periods = try TierLadder(
      ladder.tiers, window: ladder.window, downgrade: .toEarned,
      review: .every(.days(400), from: start + 450))
    #expect(
      try trail(periods, [(start, 2_500), (start + 100, 3_000)], through: start + 900) == [
        "\(start) 白银", "\(start + 100) 黄金", "\(start + 450) 白银", "\(start + 850) -",
      ])
  }

  /// vsigo.cn: a point a yuan, 100 for joining, 0 / 500 / 2,000 / 5,000 / 10,000; refunds take
  /// points back; both ways at once.
  @Test func `growth points go up and down at once, and refunds take them back`() throws {
    let ladder = try TierLadder(
      [
        Tier("V0"), Tier("V1", points: 500), Tier("V2", points: 2_000), Tier("V3", points: 5_000),
        Tier("V4", points: 10_000),
      ], points: PointRule(perUnit: 1, firstOrder: 100), downgrade: .toEarned)
    let events: [(Day, Int64)] = [
      ("2024-01-01", 399), ("2024-01-02", 1), ("2024-02-01", 4_500), ("2024-02-05", -3_000),
      ("2024-02-06", -1_500), ("2024-03-01", 9_500),
    ]
    #expect(
      try trail(ladder, events, through: "2024-12-31") == [
        "2024-01-01 V0", "2024-01-02 V1", "2024-02-01 V3", "2024-02-05 V2", "2024-02-06 V1",
        "2024-03-01 V4",
      ])
  }

  /// Talon.One `downgradePolicy`: `one_down` or `balance_based`.
  @Test func `Talon One: one down, or down to what the balance earns`() throws {
    let tiers = [
      Tier("Bronze"), Tier("Silver", netSpend: 100), Tier("Gold", netSpend: 500),
      Tier("Platinum", netSpend: 1_000),
    ]
    let events: [(Day, Int64)] = [("2023-03-10", 1_200), ("2024-05-01", 120)]
    func ladder(_ downgrade: TierDowngrade) throws -> TierLadder {
      try TierLadder(
        tiers, window: .calendarYear, downgrade: downgrade, review: .calendarYear)
    }
    #expect(
      try trail(ladder(.oneStep), events, through: "2026-12-31") == [
        "2023-03-10 Platinum", "2025-01-01 Gold", "2026-01-01 Silver",
      ])
    #expect(
      try trail(ladder(.toEarned), events, through: "2026-12-31") == [
        "2023-03-10 Platinum", "2025-01-01 Silver", "2026-01-01 Bronze",
      ])
    #expect(
      try trail(ladder(.never), events, through: "2026-12-31") == ["2023-03-10 Platinum"])
  }

  /// Brevo `downgradeStrategy`: `real_time` or `membership_anniversary`.
  @Test func `Brevo: in real time, or on the anniversary of membership`() throws {
    let tiers = [Tier("Member"), Tier("Gold", netSpend: 1_000)]
    let events: [(Day, Int64)] = [("2024-02-29", 50), ("2024-06-01", 1_000), ("2024-06-10", -500)]
    let realTime = try TierLadder(tiers, window: .membershipYear, downgrade: .toEarned)
    #expect(
      try trail(realTime, events, through: "2026-12-31") == [
        "2024-02-29 Member", "2024-06-01 Gold", "2024-06-10 Member",
      ])
    let yearly = try TierLadder(
      tiers, window: .membershipYear, downgrade: .toEarned, review: .anniversary)
    // The year from a leap day ends on 28 February; its last day is still Gold.
    #expect(
      try trail(yearly, events, through: "2026-12-31") == [
        "2024-02-29 Member", "2024-06-01 Gold", "2025-02-28 Member",
      ])
  }

  @Test func `the review comes before the purchases of its day`() throws {
    let tiers = [Tier("Member"), Tier("Gold", netSpend: 1_000)]
    let ladder = try TierLadder(
      tiers, window: .calendarYear, downgrade: .toEarned, review: .calendarYear)
    // Gold until the end of 2025, and again from the first day of 2026 by that day's purchase:
    // in between there was no day's end.
    let again = try trail(
      ladder, [("2024-07-01", 1_000), ("2026-01-01", 1_000)], through: "2026-12-31")
    #expect(again == ["2024-07-01 Gold"])
    let late = try trail(
      ladder, [("2024-07-01", 1_000), ("2026-01-02", 1_000)], through: "2026-12-31")
    #expect(late == ["2024-07-01 Gold", "2026-01-01 Member", "2026-01-02 Gold"])
    // What is earned on the day of the review counts for the next one.
    let waiting = try TierLadder(
      tiers, window: .rolling(.years(1)), upgrade: .atReview, downgrade: .never,
      review: .every(.months(1), from: "2024-01-15"))
    #expect(
      try trail(waiting, [("2024-01-02", 10), ("2024-03-15", 1_000)], through: "2024-12-31")
        == ["2024-01-02 Member", "2024-04-15 Gold"])
  }

  @Test func `a grace gives time to earn the tier back`() throws {
    let tiers = [Tier("Member"), Tier("Silver", netSpend: 300), Tier("Gold", netSpend: 1_000)]
    let ladder = try TierLadder(
      tiers, window: .rolling(.years(1)), downgrade: .toEarned, review: .calendarYear,
      grace: .months(2))
    let gold: (Day, Int64) = ("2023-05-01", 1_000)
    func way(_ more: [(Day, Int64)]) throws -> [String] {
      try trail(ladder, [gold] + more, through: "2025-12-31")
    }
    // 2024-01-01: still earned. 2025-01-01: nothing, so Gold until 2025-03-01.
    #expect(try way([]) == ["2023-05-01 Gold", "2025-03-01 Member"])
    // Earned back on the last day of the grace.
    #expect(try way([("2025-02-28", 1_000)]) == ["2023-05-01 Gold"])
    // The day after is too late to keep it, and earns it anew.
    #expect(
      try way([("2025-03-02", 1_000)])
        == ["2023-05-01 Gold", "2025-03-01 Member", "2025-03-02 Gold"])
    // The best that was earned since the review decides, even if a refund has taken it back.
    #expect(
      try way([("2025-01-10", 300), ("2025-01-20", -300)])
        == ["2023-05-01 Gold", "2025-03-01 Silver"])
  }

  /// 等级有效期: a tier holds a year from the day on which it was reached, then it is earned anew.
  @Test func `a term of a year begins with each change`() throws {
    let ladder = try TierLadder(
      [Tier("普卡"), Tier("银卡", netSpend: 1_000), Tier("金卡", netSpend: 3_000)],
      window: .rolling(.years(1)), downgrade: .toEarned, review: .afterChange(.years(1)))
    // 金卡 through 2024-07-31: the year before that day has only what was paid on 2023-08-01.
    let events: [(Day, Int64)] = [
      ("2023-03-15", 1_200), ("2023-08-01", 2_000), ("2023-12-24", 50),
    ]
    #expect(
      try trail(ladder, events, through: "2026-12-31") == [
        "2023-03-15 银卡", "2023-08-01 金卡", "2024-08-01 银卡", "2025-08-01 普卡",
      ])
  }

  @Test func `a refund takes a tier back that is for ever otherwise`() throws {
    let tiers = [Tier("Member"), Tier("Gold", netSpend: 1_000)]
    let events: [(Day, Int64)] = [
      ("2024-01-10", 900), ("2024-01-20", 200), ("2024-02-01", -50), ("2024-02-02", -60),
      ("2024-02-03", -10), ("2024-03-01", 20),
    ]
    func way(_ clawBack: TierClawBack) throws -> [String] {
      try trail(TierLadder(tiers, clawBack: clawBack), events, through: "2024-12-31")
    }
    #expect(try way(.atReview) == ["2024-01-10 Member", "2024-01-20 Gold"])
    #expect(
      try way(.atOnce) == [
        "2024-01-10 Member", "2024-01-20 Gold", "2024-02-02 Member", "2024-03-01 Gold",
      ])
    // Gold is not earned any more when the refund comes: the refund has not cost it, and the review
    // has to decide.
    let yearly = try TierLadder(
      tiers, window: .rolling(.months(3)), downgrade: .toEarned, review: .calendarYear,
      clawBack: .atOnce)
    #expect(
      try trail(yearly, [("2024-01-10", 1_000), ("2024-06-01", -400)], through: "2025-12-31")
        == ["2024-01-10 Gold", "2025-01-01 Member"])
    #expect(
      try trail(yearly, [("2024-01-10", 1_000), ("2024-02-01", -400)], through: "2025-12-31")
        == ["2024-01-10 Gold", "2024-02-01 Member"])
  }

  @Test func `Taobao by stages: one-time new, repeat new, repeat existing with spend`() throws {
    let events: [(Day, Int64)] = [
      ("2024-01-10", 1_000), ("2024-03-01", 2_500), ("2024-05-01", 10), ("2024-05-02", 10),
      ("2024-06-01", 6_000),
    ]
    #expect(
      try trail(.taobaoStages, events, through: "2026-12-31") == [
        "2024-01-10 普通", "2024-03-01 高级", "2024-05-01 VIP", "2024-06-01 至尊",
      ])
    let strict = try TierLadder(TierLadder.taobaoStages.tiers, downgrade: .toEarned)
    // On 2 August the purchase of 2 May is no longer active, and that of 1 June is alone.
    #expect(try trail(strict, events, through: "2025-12-31").last == "2024-08-02 -")
  }
}
