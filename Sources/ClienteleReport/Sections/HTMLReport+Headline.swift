import Clientele

extension HTMLReport {
  /// A figure of the headline.
  private struct Card {
    /// Of its definition.
    let id: String
    let name: String
    let value: String
    var interval: String?
    var change: Change?
  }

  /// The last three months beside the three before.
  var headline: Section {
    let (now, before) = (report.quarter, report.previousQuarter)
    let days = CustomerReport.responseDayCount
    let note = language(
      "\(language.date(now.window.start)) – \(language.date(report.asOf)), beside the three months "
        + "before. Retention is that of customers three months earlier, who have had their 90 "
        + "days; recall, wake-up and activation are those of \(days) days, beside the "
        + "\(days) before.",
      "\(language.date(now.window.start)) – \(language.date(report.asOf))，与此前三个月对比。"
        + "保持率为再早三个月的客户（已满90天）；召回、唤醒与激活为最近\(days)天，与此前\(days)天对比。")
    let cards = [activeCustomers, revenue, arpu] + rates(now, before)
    return Section(
      id: "headline", title: language("The last three months", "最近三个月"),
      blocks: [
        .note(note),
        .markup(.element("div", [("class", "cards")], cards.map(markup).joined())),
      ], defined: ["interval", "change"], linked: cards.map(\.id))
  }

  private var activeCustomers: Card {
    let (now, before) = (report.quarter.customerCount, report.previousQuarter.customerCount)
    let range = interval(ofCount: now)
    return Card(
      id: "active", name: language("Active customers", "活跃客户"), value: Figures.count(now),
      interval: now > 0
        ? "\(Figures.count(Int(range.low.rounded())))–\(Figures.count(Int(range.high.rounded())))"
        : nil,
      change: Change(
        Double(now), from: Double(before), deviation: Double(now + before).squareRoot(),
        Figures.count(before), in: language))
  }

  private var revenue: Card {
    let (now, before) = (report.quarter.revenue, report.previousQuarter.revenue)
    return Card(
      id: "revenue", name: language("Net revenue", "净收入"), value: money(now),
      change: Change(now.value, from: before.value, deviation: nil, money(before), in: language))
  }

  private var arpu: Card {
    let (now, before) = (report.quarter, report.previousQuarter)
    let errors = (report.revenueMeans.now.standardError, report.revenueMeans.previous.standardError)
    let value = now.revenuePerCustomer?.value
    let reach = errors.0.map { StandardNormal.twoSided95 * $0 }
    let deviation = errors.0.flatMap { now in
      errors.1.map { (now * now + $0 * $0).squareRoot() }
    }
    return Card(
      id: "arpu", name: language("Active ARPU", "活跃客户ARPU"), value: mean(now.revenuePerCustomer),
      interval: value.flatMap { value in
        reach.map { "\(money(value - $0)) – \(money(value + $0))" }
      },
      change: Change(
        value, from: before.revenuePerCustomer?.value, deviation: deviation,
        mean(before.revenuePerCustomer), in: language))
  }

  private func rates(_ now: WindowActivity, _ before: WindowActivity) -> [Card] {
    let (last, previous) = (report.reactivation, report.previousReactivation)
    let all: [(String, String, Rate, Rate)] = [
      ("repeat", language("Repeat purchase rate", "重复购买率"), now.repeatRate, before.repeatRate),
      (
        "retention", language("Retention, 90 days", "客户保持率（90天）"), report.returning,
        report.previousReturning
      ),
      (
        "recall", language("Silent recall", "沉默召回率"), last.silentRecall.rate,
        previous.silentRecall.rate
      ),
      ("wake", language("Wake-up rate", "客户唤醒率"), last.wake.rate, previous.wake.rate),
      (
        "activation", language("Activation rate", "客户激活率"), last.activation.rate,
        previous.activation.rate
      ),
    ]
    return all.map { id, name, rate, before in
      Card(
        id: id, name: name, value: language.percent(rate.value),
        interval: rate.interval.map {
          "\(Figures.decimal($0.low * 100, places: 1))–\(language.percent($0.high))"
        }, change: Change(rate, from: before, in: language))
    }
  }

  private func markup(_ card: Card) -> Markup {
    var content =
      Markup.element("a", [("href", "#def-\(card.id)")], card.name)
      + .element("b", card.value)
    if let interval = card.interval {
      content = content + .element("span", language("95%: ", "95%区间：") + interval)
    }
    content = content + (card.change.map(markup) ?? Markup(""))
    return .element("div", [("class", "card")], content)
  }

  private func markup(_ change: Change) -> Markup {
    let (sign, name) =
      change.direction > 0
      ? ("▲ +", "up") : change.direction < 0 ? ("▼ −", "down") : ("± ", "even")
    let chance =
      change.canBeChance == true ? language(", may be chance", "，可能是偶然") : ""
    return .element(
      "span", [("class", "change")],
      .element("i", [("class", change.canBeChance == true ? "even" : name)], sign + change.text)
        + Markup(language(" from \(change.before)", "（此前\(change.before)）") + chance))
  }
}
