import Clientele

extension HTMLReport {
  var stages: Section {
    let title = language("Lifecycle stages", "客户生命周期阶段")
    let snapshots = report.lifecycle.snapshots
    let all = LifecycleStage.allCases
    let areas = StackedAreas(
      label: ChartLabel(
        "stages-chart", language("Customers by stage, month by month", "各阶段客户数（逐月）"),
        language(
          "Areas of customers by stage at the end of each of thirteen months, the most recent "
            + "buyers at the bottom; the table below has the numbers.",
          "十三个月末各阶段客户数的面积图，最近购买者在底部；数字见下表。")),
      layers: all.map { stage in
        .init(name: language.name(of: stage), values: snapshots.map { Double($0[stage]) })
      },
      xNames: snapshots.map { language.month($0.asOf) }, xTitle: language("end of", "月末"),
      yTitle: language("customers", "客户数"), format: language.counts)
    var table = DataTable(
      language("Customers by stage", "各阶段客户数"),
      [language("as of", "截至")] + all.map { language.name(of: $0) } + [language("all", "合计")])
    for snapshot in snapshots {
      table.rows.append(
        [.init(language.date(snapshot.asOf))] + all.map { .init(Figures.count(snapshot[$0])) }
          + [.init(Figures.count(snapshot.customerCount))])
    }
    return Section(
      id: "stages", title: title,
      blocks: [
        .table(current), .chart(areas), .details(language("All months", "全部月份"), table),
        .details(language("How to speak to whom", "活动匹配"), advice),
      ], defined: ["stages", "contact"])
  }

  /// Where everybody stands, and whether that changed.
  private var current: DataTable {
    let (now, snapshots) = (report.stages, report.lifecycle.snapshots)
    let before = snapshots[snapshots.count - 4]
    var table = DataTable(
      language("Now, and three months ago", "现在与三个月前"),
      [
        language("stage", "阶段"), language("customers", "客户数"), language("share", "占比"),
        language("three months ago", "三个月前"), language("change of share", "占比变化"),
        language("last purchase", "最近购买"),
      ])
    for stage in LifecycleStage.allCases {
      let share = Rate(now[stage], of: now.customerCount).value
      let earlier = Rate(before[stage], of: before.customerCount).value
      table.append(
        language.name(of: stage), Figures.count(now[stage]), language.percent(share),
        "\(Figures.count(before[stage])) (\(language.percent(earlier)))", points(share, earlier),
        rule(of: stage))
    }
    return table
  }

  /// How to speak to whom.
  private var advice: DataTable {
    var table = DataTable(
      language("Contact and incentive by stage", "各阶段的触达与激励"),
      [language("stage", "阶段"), language("contact", "触达"), language("incentive", "激励")])
    for stage in LifecycleStage.allCases {
      let advice = ContactPolicy.standard[stage]
      table.append(
        language.name(of: stage), language.text(of: advice.contact),
        language.text(of: advice.incentive))
    }
    return table
  }

  /// When the customers of a stage last bought.
  func rule(of stage: LifecycleStage) -> String {
    let bounds = report.boundaries
    let ends = [bounds.active, bounds.silent, bounds.sleeping].map(language.span)
    func between(_ first: CalendarSpan, _ second: CalendarSpan) -> String {
      let (start, end) = (language.span(first), language.span(second))
      // 3–6 months, and 90 days to 6 months.
      let isSameUnit = first.description.last == second.description.last
      return isSameUnit
        ? language("\(first.count)–\(end) ago", "\(first.count)–\(end)前")
        : language("\(start) to \(end) ago", "\(start)至\(end)前")
    }
    switch stage {
    case .silent: return between(bounds.active, bounds.silent)
    case .sleeping: return between(bounds.silent, bounds.sleeping)
    case .lost: return language("over \(ends[2]) ago", "\(ends[2])以前")
    default: return language("within \(ends[0])", "\(ends[0])内")
    }
  }

  /// A difference of shares in points.
  func points(_ now: Double?, _ before: Double?) -> String {
    guard let now, let before else { return "–" }
    let points = (now - before) * 100
    let text = Figures.decimal(points.magnitude, places: 1)
    return (text == "0.0" ? "±" : points > 0 ? "+" : "−") + text
  }

  var movement: Section {
    let movement = report.movement
    let all = LifecycleStage.allCases
    let origins: [LifecycleStage?] = [nil] + all.map(Optional.some)
    var table = DataTable(
      language("From (rows) to (columns)", "从（行）到（列）"),
      [""] + all.map { language.name(of: $0) })
    for origin in origins {
      table.rows.append(
        [.init(name(origin))] + all.map { .init(Figures.count(movement[origin, $0])) })
    }
    let known = all.reduce(0) { sum, origin in
      all.reduce(sum) { $0 + movement[origin, $1] }
    }
    let sentence = language(
      "Of the \(Figures.count(known)) customers of \(language.date(movement.from)), "
        + "\(Figures.count(movement.decayCount)) drifted away by \(language.date(movement.to)) "
        + "(decay, \(language.percent(Rate(movement.decayCount, of: known).value))) and "
        + "\(Figures.count(movement.recoveryCount)) came back (recovery, "
        + "\(language.percent(Rate(movement.recoveryCount, of: known).value))); "
        + "\(Figures.count(movement.arrivalCount)) arrived.",
      "\(language.date(movement.from))的\(Figures.count(known))位客户，到"
        + "\(language.date(movement.to))有\(Figures.count(movement.decayCount))位正向迁移（"
        + "\(language.percent(Rate(movement.decayCount, of: known).value))），"
        + "\(Figures.count(movement.recoveryCount))位反向迁移（"
        + "\(language.percent(Rate(movement.recoveryCount, of: known).value))），"
        + "新客\(Figures.count(movement.arrivalCount))位。")
    return Section(
      id: "movement", title: language("Where they went in three months", "三个月间的迁移"),
      blocks: [
        .text(sentence), .chart(sankey(of: movement, origins)),
        .details(language("All movements", "全部迁移"), table),
      ], defined: ["movement"])
  }

  private func name(_ stage: LifecycleStage?) -> String {
    stage.map { language.name(of: $0) } ?? language("not yet a customer", "尚非客户")
  }

  private func sankey(of movement: LifecycleMovement, _ origins: [LifecycleStage?]) -> Sankey {
    let all = LifecycleStage.allCases
    var flows: [Sankey.Flow] = []
    for (from, origin) in origins.enumerated() {
      for (to, target) in all.enumerated() where movement[origin, target] > 0 {
        let count = movement[origin, target]
        flows.append(
          .init(
            from: from, to: to, count: count, kind: kind(origin, target),
            tip: "\(name(origin)) → \(name(target)): \(Figures.count(count))"))
      }
    }
    let totals = origins.map { origin in all.reduce(0) { $0 + movement[origin, $1] } }
    let ends = all.map { target in origins.reduce(0) { $0 + movement[$1, target] } }
    let stayed = flows.reduce(0) { $0 + ($1.kind == 0 ? $1.count : 0) }
    return Sankey(
      label: ChartLabel(
        "movement-chart",
        language("From the stage three months ago to the stage now", "从三个月前的阶段到现在的阶段"),
        language(
          "Bands as wide as the customers who went from each stage to each; decay falls towards "
            + "lost, recovery rises towards active. The table below has the numbers.",
          "从各阶段到各阶段的客户流向，带宽与客户数成比例；正向迁移趋向流失，反向迁移趋向活跃。数字见下表。")),
      sources: origins.enumerated().map {
        .init(name: name($1), figure: Figures.count(totals[$0]), index: ($0 + 7) % 8)
      },
      targets: all.enumerated().map {
        .init(name: name($1), figure: Figures.count(ends[$0]), index: $0)
      },
      flows: flows,
      kinds: [
        language("neither", "其余") + " \(Figures.count(stayed))",
        language("decay", "正向迁移") + " \(Figures.count(movement.decayCount))",
        language("recovery", "反向迁移") + " \(Figures.count(movement.recoveryCount))",
        language("arrivals", "新客") + " \(Figures.count(movement.arrivalCount))",
      ])
  }

  private func kind(_ origin: LifecycleStage?, _ target: LifecycleStage) -> Int {
    guard let origin else { return 3 }
    if origin.decayRank < target.decayRank { return 1 }
    return origin.decayRank > target.decayRank ? 2 : 0
  }
}
