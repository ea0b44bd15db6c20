import Clientele

extension HTMLReport {
  var tiers: Section? {
    guard let tiers = report.tiers else { return nil }
    let (movement, snapshots) = (tiers.movement, tiers.history.snapshots)
    let names = movement.tiers.map { Self.shortened($0, to: 16) }
    let areas = StackedAreas(
      label: ChartLabel(
        "tiers-chart", language("Members by tier, month by month", "各等级会员数（逐月）"),
        language(
          "Areas of members by tier at the end of each of thirteen months, the lowest tier at the "
            + "bottom; the table below has the numbers.",
          "十三个月末各等级会员数的面积图，最低等级在底部；数字见下表。")),
      layers: names.indices.map { tier in
        .init(name: names[tier], values: snapshots.map { Double($0.counts[tier]) })
      },
      xNames: snapshots.map { language.month($0.asOf) }, xTitle: language("end of", "月末"),
      yTitle: language("members", "会员数"), format: language.counts)
    var table = DataTable(
      language("Members by tier", "各等级会员数"), [language("as of", "截至")] + names)
    for snapshot in snapshots {
      table.rows.append(
        [.init(language.date(snapshot.asOf))] + snapshot.counts.map { .init(Figures.count($0)) })
    }
    let sentence = language(
      "From \(language.date(movement.from)) to \(language.date(movement.to)) "
        + "\(Figures.count(movement.upgradeCount)) members rose, "
        + "\(Figures.count(movement.downgradeCount)) fell, "
        + "\(Figures.count(movement.unchangedCount)) kept their tier, "
        + "\(Figures.count(movement.arrivalCount)) joined and "
        + "\(Figures.count(movement.departureCount)) dropped out.",
      "\(language.date(movement.from))至\(language.date(movement.to))："
        + "升级\(Figures.count(movement.upgradeCount))位，降级"
        + "\(Figures.count(movement.downgradeCount))位，保级"
        + "\(Figures.count(movement.unchangedCount))位，入会"
        + "\(Figures.count(movement.arrivalCount))位，退出"
        + "\(Figures.count(movement.departureCount))位。")
    return Section(
      id: "tiers", title: language("Membership tiers", "会员等级"),
      blocks: [
        .table(now(tiers, names)), .chart(areas),
        .details(language("All months", "全部月份"), table),
        .heading(language("Who moved", "等级迁移")), .text(sentence),
        .chart(sankey(of: movement, names)),
        .details(language("All movements", "全部迁移"), cells(of: movement, names)),
      ], defined: ["tiers"])
  }

  private func now(_ tiers: TierReport, _ names: [String]) -> DataTable {
    var table = DataTable(
      language("Now, and three months ago", "现在与三个月前"),
      [
        language("tier", "等级"), language("members", "会员数"), language("share", "占比"),
        language("three months ago", "三个月前"), language("change of share", "占比变化"),
      ])
    for tier in names.indices.reversed() {
      let share = Rate(tiers.now.counts[tier], of: tiers.now.memberCount).value
      let earlier = Rate(tiers.before.counts[tier], of: tiers.before.memberCount).value
      table.append(
        Self.shortened(tiers.now.tiers[tier], to: 40), Figures.count(tiers.now.counts[tier]),
        language.percent(share),
        "\(Figures.count(tiers.before.counts[tier])) (\(language.percent(earlier)))",
        points(share, earlier))
    }
    return table
  }

  private func name(_ place: Int?, _ names: [String]) -> String {
    place.map { names[$0] } ?? language("no tier", "无等级")
  }

  private func cells(of movement: TierMovement, _ names: [String]) -> DataTable {
    var table = DataTable(
      language("From (rows) to (columns)", "从（行）到（列）"),
      [""] + movement.places.map { name($0, names) })
    for origin in movement.places {
      table.rows.append(
        [.init(name(origin, names))]
          + movement.places.map {
            .init(origin == nil && $0 == nil ? "" : Figures.count(movement[origin, $0]))
          })
    }
    return table
  }

  /// The highest tier stands at the top.
  private func sankey(of movement: TierMovement, _ names: [String]) -> Sankey {
    let places = Array(movement.places.dropLast().reversed()) + [nil]
    func count(_ origin: Int?, _ target: Int?) -> Int {
      origin == nil && target == nil ? 0 : movement[origin, target]
    }
    var flows: [Sankey.Flow] = []
    for (from, origin) in places.enumerated() {
      for (to, target) in places.enumerated() where count(origin, target) > 0 {
        let kind = origin == nil ? 3 : to > from ? 1 : to < from ? 2 : 0
        let tip = "\(name(origin, names)) → \(name(target, names)): "
        flows.append(
          .init(
            from: from, to: to, count: count(origin, target), kind: kind,
            tip: tip + Figures.count(count(origin, target))))
      }
    }
    func nodes(_ sum: (Int?) -> Int) -> [Sankey.Node] {
      places.map {
        .init(
          name: name($0, names), figure: Figures.count(sum($0)),
          index: $0.map { $0 % 7 } ?? 7)
      }
    }
    return Sankey(
      label: ChartLabel(
        "tier-movement-chart",
        language("From the tier three months ago to the tier now", "从三个月前的等级到现在的等级"),
        language(
          "Bands as wide as the members who went from each tier to each; the table below has the "
            + "numbers.", "从各等级到各等级的会员流向，带宽与会员数成比例；数字见下表。")),
      sources: nodes { origin in places.reduce(0) { $0 + count(origin, $1) } },
      targets: nodes { target in places.reduce(0) { $0 + count($1, target) } },
      flows: flows,
      kinds: [
        language("kept", "保级") + " \(Figures.count(movement.unchangedCount))",
        language("fell or dropped out", "降级或退出")
          + " \(Figures.count(movement.downgradeCount + movement.departureCount))",
        language("rose", "升级") + " \(Figures.count(movement.upgradeCount))",
        language("joined", "入会") + " \(Figures.count(movement.arrivalCount))",
      ])
  }

  /// A name that a shop has chosen, as long as there is room for: Chinese characters count double.
  static func shortened(_ name: String, to length: Int) -> String {
    var (short, width) = ("", 0)
    for character in name {
      width += character.unicodeScalars.contains { $0.value >= 0x2E80 } ? 2 : 1
      guard width <= length else { return short + "…" }
      short.append(character)
    }
    return short
  }
}
