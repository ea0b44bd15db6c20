import Clientele

extension HTMLReport {
  /// The answers that a first reader looks for, in sentences.
  var inShort: Section {
    let sentences = [sleepers, bestCohort, bestCustomers, secondPurchases].compactMap(\.self)
    let list = sentences.map { Markup.element("li", $0) }.joined()
    let nothing = language("Nobody has bought yet.", "还没有购买记录。")
    return Section(
      id: "short", title: language("In short", "要点"),
      content: sentences.isEmpty
        ? .element("p", nothing) : .element("ul", [("class", "short")], list))
  }

  private var sleepers: String? {
    let snapshots = report.lifecycle.snapshots
    let (now, before) = (report.stages, snapshots[snapshots.count - 4])
    guard now.customerCount > 0 else { return nil }
    let (count, share) = (now[.sleeping], Rate(now[.sleeping], of: now.customerCount).value)
    let earlier = Rate(before[.sleeping], of: before.customerCount).value
    let counted = language(
      "\(Figures.count(count)) of \(Figures.count(now.customerCount)) customers are sleeping "
        + "(\(language.percent(share)))",
      "\(Figures.count(now.customerCount))位客户中有\(Figures.count(count))位睡眠客人"
        + "（\(language.percent(share))）")
    guard let earlier, let share else { return counted + language(".", "。") }
    let change = share < earlier ? language("better", "好转") : language("worse", "变差")
    let compared =
      share == earlier
      ? language("the same share as three months ago", "与三个月前持平")
      : language(
        "\(change) than the \(language.percent(earlier)) of three months ago",
        "较三个月前的\(language.percent(earlier))\(change)")
    return counted + language("; ", "，") + compared + language(".", "。")
  }

  /// Of the cohorts whose three following months are over, the one that kept most.
  private var bestCohort: String? {
    let table = report.cohorts
    // By the lower end of the interval, so that five lucky customers do not win.
    let candidates = (0..<table.count).compactMap { cohort -> (cohort: Int, rate: Rate)? in
      let cells = table.cells(ofCohort: cohort)
      guard cells.count > 3, cells[3].state == .complete else { return nil }
      let rate = Rate.pooled(cells[1...3].map(\.retentionRate))
      return rate.value == nil ? nil : (cohort, rate)
    }
    guard
      let best = candidates.max(by: {
        ($0.rate.interval?.low ?? 0) < ($1.rate.interval?.low ?? 0)
      })
    else { return nil }
    let month = language.month(table.series[best.cohort].start)
    return language(
      "Customers won in \(month) keep best: on average \(language.percent(best.rate.value)) of "
        + "them bought in each of the three months after.",
      "\(month)首购的客户保持最好：其后三个月平均每月有\(language.percent(best.rate.value))再次购买。")
  }

  private var bestCustomers: String? {
    let spread = report.concentration
    guard spread.customerCount > 0 else { return nil }
    let count = max(1, (spread.customerCount + 99) / 100)
    let revenue = spread.revenue(ofTop: count)
    let each = revenue.divided(by: count).map { Figures.money($0.rounded) } ?? "–"
    let total = spread.revenue.value
    let share = total > 0 ? language.percent(revenue.value / total) : "–"
    return language(
      "The best 1 % (\(Figures.count(count))) brought \(Figures.money(revenue)) net, "
        + "\(share) of everything: \(each) each.",
      "最好的1%（\(Figures.count(count))位）带来净收入\(Figures.money(revenue))，"
        + "占全部的\(share)，人均\(each)。")
  }

  private var secondPurchases: String? {
    guard let quarter = report.secondPurchase[90] else { return nil }
    let share = language.percent(quarter.probability)
    return language(
      "A new customer buys again within 90 days with a probability of \(share).",
      "新客在90天内再次购买的概率为\(share)。")
  }

  /// The last three months beside the three before.
  var headline: Section {
    let (now, before) = (report.quarter, report.previousQuarter)
    func card(_ name: String, _ value: String, _ detail: Markup) -> Markup {
      .element(
        "div", [("class", "card")],
        .element("span", name) + .element("b", value) + .element("span", detail))
    }
    let cards = [
      card(
        language("active customers", "活跃客户"), Figures.count(now.customerCount),
        change(Double(now.customerCount), Double(before.customerCount))),
      card(
        language("net revenue", "净收入"), Figures.money(now.revenue),
        change(now.revenue.value, before.revenue.value)),
      card(
        language("active ARPU", "活跃客户ARPU"), Figures.mean(now.revenuePerCustomer),
        change(now.revenuePerCustomer?.value, before.revenuePerCustomer?.value)),
      card(
        language("repeat purchase rate", "重复购买率"), language.percent(now.repeatRate.value),
        interval(now.repeatRate) + change(now.repeatRate, before.repeatRate)),
      card(
        language("retained within 90 days", "90天客户保持率"),
        language.percent(report.retention[3].rate.value), interval(report.retention[3].rate)),
      card(
        language("woken up (sleeping)", "客户唤醒率"),
        language.percent(report.reactivation.wake.rate.value),
        interval(report.reactivation.wake.rate)),
      card(
        language("activated (lost)", "客户激活率"),
        language.percent(report.reactivation.activation.rate.value),
        interval(report.reactivation.activation.rate)),
    ]
    let note = language(
      "The last three months, \(language.date(now.window.start)) – \(language.date(report.asOf)), "
        + "beside the three before. ",
      "最近三个月（\(language.date(now.window.start)) – \(language.date(report.asOf))）与此前三个月对比。")
    return Section(
      id: "headline", title: language("The last three months", "最近三个月"),
      content: .element("p", [("class", "sub")], note)
        + .element("div", [("class", "cards")], cards.joined()),
      definition: ["arpu", "repeat", "interval"].map { Definition.link($0, language) }.joined())
  }

  private func interval(_ rate: Rate) -> Markup {
    guard let interval = rate.interval else { return Markup("") }
    let low = Figures.decimal(interval.low * 100, places: 1)
    return Markup("95 %: \(low)–\(language.percent(interval.high)) ")
  }

  /// Rates change by points: a percentage of a percentage misleads.
  private func change(_ now: Rate, _ before: Rate) -> Markup {
    guard let value = now.value, let earlier = before.value else { return Markup("") }
    let points = (value - earlier) * 100
    let text = Figures.decimal(points.magnitude, places: 1) + language(" points", "个百分点")
    return change(points, text)
  }

  private func change(_ now: Double?, _ before: Double?) -> Markup {
    guard let now, let before, before > 0 else { return Markup("") }
    let share = now / before - 1
    return change(share, language.percent(share.magnitude))
  }

  private func change(_ difference: Double, _ text: String) -> Markup {
    let sign = difference > 0 ? "▲ +" : difference < 0 ? "▼ −" : "± "
    let name = difference > 0 ? "up" : difference < 0 ? "down" : "even"
    return .element("i", [("class", name)], sign + text)
  }
}
