import Clientele

extension HTMLReport {
  var stages: Section {
    let title = language("Lifecycle stages", "客户生命周期阶段")
    let snapshots = report.lifecycle.snapshots
    let all = LifecycleStage.allCases
    let areas = StackedAreas(
      id: "stages-chart", title: title,
      description: language(
        "Customers by stage at the end of each of thirteen months; numbers are in the table.",
        "十三个月末各阶段客户数；数字见下表。"),
      layers: all.map { stage in
        .init(name: language.name(of: stage), values: snapshots.map { Double($0[stage]) })
      },
      xLabels: snapshots.map { language.month($0.asOf) }, xTitle: language("end of", "月末"),
      levelText: { Figures.count(Int($0)) })
    var table = DataTable(
      language("Customers by stage", "各阶段客户数"),
      [language("as of", "截至")] + all.map { language.name(of: $0) })
    for snapshot in snapshots {
      table.rows.append(
        [.init(language.date(snapshot.asOf))] + all.map { .init(Figures.count(snapshot[$0])) })
    }
    return Section(
      id: "stages", title: title,
      content: Section.chart(areas.svg, title) + current.markup
        + table.details(language("All months", "全部月份")),
      definition: Definition.link("stages", language))
  }

  /// Where everybody stands, and how to speak to them.
  private var current: DataTable {
    let now = report.stages
    var table = DataTable(
      language("Now", "现在"),
      [
        language("stage", "阶段"), language("customers", "客户数"), language("share", "占比"),
        language("contact", "触达"), language("incentive", "激励"),
      ])
    for stage in LifecycleStage.allCases {
      let advice = ContactPolicy.standard[stage]
      table.append(
        language.name(of: stage), Figures.count(now[stage]),
        language.percent(Rate(now[stage], of: now.customerCount).value),
        language.text(of: advice.contact), language.text(of: advice.incentive))
    }
    return table
  }

  var movement: Section {
    let movement = report.movement
    let title = language("Where they went in three months", "三个月间的迁移")
    let all = LifecycleStage.allCases
    let origins: [LifecycleStage?] = [nil] + all.map(Optional.some)
    func name(_ stage: LifecycleStage?) -> String {
      stage.map { language.name(of: $0) } ?? language("not yet a customer", "尚非客户")
    }
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
    let sankey = Sankey(
      id: "movement-chart", title: title,
      description: language(
        "Bands from the stage three months ago to the stage now; the table has the numbers.",
        "从三个月前所处阶段到现在阶段的流向；数字见下表。"),
      sources: origins.enumerated().map {
        .init(name: "\(name($1)) \(Figures.count(totals[$0]))", index: ($0 + 7) % 8)
      },
      targets: all.enumerated().map {
        .init(name: "\(name($1)) \(Figures.count(ends[$0]))", index: $0)
      },
      flows: flows)
    var table = DataTable(
      language("From (rows) to (columns)", "从（行）到（列）"),
      [""] + all.map { language.name(of: $0) })
    for origin in origins {
      table.rows.append(
        [.init(name(origin))] + all.map { .init(Figures.count(movement[origin, $0])) })
    }
    let counts = [
      language("decay", "正向迁移") + " \(Figures.count(movement.decayCount))",
      language("recovery", "反向迁移") + " \(Figures.count(movement.recoveryCount))",
      language("arrivals", "新客") + " \(Figures.count(movement.arrivalCount))",
    ]
    let sentence =
      "\(language.date(movement.from)) → \(language.date(movement.to)): "
      + counts.joined(separator: " · ")
    return Section(
      id: "movement", title: title,
      content: .element("p", sentence) + Section.chart(sankey.svg, title)
        + table.details(language("All movements", "全部迁移")),
      definition: Definition.link("movement", language))
  }

  private func kind(_ origin: LifecycleStage?, _ target: LifecycleStage) -> String {
    guard let origin else { return "arrival" }
    if origin.decayRank < target.decayRank { return "decay" }
    return origin.decayRank > target.decayRank ? "recovery" : "stay"
  }
}
