import Clientele

extension HTMLReport {
  /// A question of a first reader, with its answer and where more is said of it.
  private struct Answer {
    let question: String
    /// What matters most of it.
    let lead: String
    let rest: String
    let place: String
  }

  /// The answers that a first reader looks for, in sentences.
  var inShort: Section {
    let answers = [sleepers, cohortAnswer, bestCustomers, secondPurchases, comingYear]
      .compactMap(\.self)
    let list = answers.map { answer in
      Markup.element("dt", .element("a", [("href", "#\(answer.place)")], answer.question))
        + .element("dd", Markup.element("b", answer.lead) + Markup(answer.rest))
    }.joined()
    return Section(
      id: "short", title: language("In short", "要点"),
      blocks: answers.isEmpty
        ? [.text(language("Nobody has bought yet.", "还没有购买记录。"))]
        : [.markup(.element("dl", [("class", "short")], list))])
  }

  private var sleepers: Answer? {
    let snapshots = report.lifecycle.snapshots
    let (now, before) = (report.stages, snapshots[snapshots.count - 4])
    guard now.customerCount > 0 else { return nil }
    let (count, all) = (Figures.count(now[.sleeping]), Figures.count(now.customerCount))
    let share = Rate(now[.sleeping], of: now.customerCount)
    let earlier = Rate(before[.sleeping], of: before.customerCount)
    let lead = language(
      "\(count) of \(all) customers are sleeping (\(language.percent(share.value)))",
      "\(all)位客户中有\(count)位睡眠客人（\(language.percent(share.value))）")
    return Answer(
      question: language("How many customers are sleeping? Is it better?", "多少客户在睡眠？好转了吗？"),
      lead: lead, rest: comparison(share, earlier), place: "stages")
  }

  /// Whether the share of sleepers has become better, and whether chance alone can do as much.
  private func comparison(_ share: Rate, _ earlier: Rate) -> String {
    guard let change = Change(share, from: earlier, in: language) else {
      return language(".", "。")
    }
    let count = Figures.count(earlier.numerator)
    let known = language("\(count) (\(change.before))", "\(count)位（\(change.before)）")
    if change.direction == 0 {
      return language(
        ": the same share as three months ago, \(known).", "，占比与三个月前持平（\(known)）。")
    }
    let isBetter = change.direction < 0
    let chance = change.canBeChance == true ? language("; this may be chance", "，可能是偶然") : ""
    return language(
      ": \(isBetter ? "better" : "worse") than three months ago, when it was \(known)\(chance).",
      "，较三个月前的\(known)\(isBetter ? "好转" : "变差")\(chance)。")
  }

  /// Of the cohorts whose three following months are over, the one that kept most: by the lower
  /// end of the interval, so that five lucky customers do not win.
  var bestCohort: (cohort: Int, rate: Rate)? {
    let table = report.cohorts
    let candidates = (0..<table.count).compactMap { cohort -> (cohort: Int, rate: Rate)? in
      let cells = table.cells(ofCohort: cohort)
      guard cells.count > 3, cells[3].state == .complete else { return nil }
      let rate = Rate.pooled(cells[1...3].map(\.retentionRate))
      return rate.value == nil || rate.numerator == 0 ? nil : (cohort, rate)
    }
    return candidates.max { ($0.rate.interval?.low ?? 0) < ($1.rate.interval?.low ?? 0) }
  }

  private var cohortAnswer: Answer? {
    guard let best = bestCohort else { return nil }
    let month = language.month(report.cohorts.series[best.cohort].start)
    let count = Figures.count(report.cohorts[best.cohort, 0].cohortCustomerCount)
    return Answer(
      question: language("Which cohort keeps best?", "哪个同期群保持最好？"),
      lead: language("Customers won in \(month) keep best", "\(month)首购的客户保持最好"),
      rest: language(
        ": on average \(language.percent(best.rate.value)) of these \(count) bought in each of the "
          + "three months after.",
        "：这\(count)位客户其后三个月平均每月有\(language.percent(best.rate.value))再次购买。"),
      place: "cohorts")
  }

  private var bestCustomers: Answer? {
    guard let best = report.concentrationFigures.best.first else { return nil }
    let (share, each) = (
      language.percent(best.share), mean(best.revenue.divided(by: best.customerCount))
    )
    var rest = language(", \(share) of everything: \(each) each.", "，占全部的\(share)，人均\(each)。")
    if case .success(let outlook)? = report.future, let next = outlook.best.first {
      rest += language(
        " The 1% of most future value are expected to be worth \(roundMoney(next.value)) in the "
          + "coming year.",
        "预计未来一年价值最高的1%为\(roundMoney(next.value))。")
    }
    return Answer(
      question: language("What are the best 1% worth?", "最好的1%客户价值多少？"),
      lead: language(
        "The best 1% (\(Figures.count(best.customerCount))) brought \(money(best.revenue)) net",
        "最好的1%（\(Figures.count(best.customerCount))位）带来净收入\(money(best.revenue))"),
      rest: rest, place: "concentration")
  }

  private var secondPurchases: Answer? {
    guard let quarter = report.secondPurchase[90] else { return nil }
    let share = language.percent(quarter.probability)
    let range = quarter.low.map { " (\(language.percent($0))–\(language.percent(quarter.high)))" }
    return Answer(
      question: language("Do new customers come back?", "新客会回来吗？"),
      lead: language(
        "\(share) of new customers buy again within 90 days", "新客在90天内再次购买的概率为\(share)"),
      rest: (range ?? "") + language(".", "。"), place: "second")
  }

  private var comingYear: Answer? {
    guard case .success(let outlook)? = report.future else { return nil }
    let total = outlook.forecast.all.total
    let orders = count(total.orders)
    let revenue = total.revenue.map { language(", bringing ", "，带来") + amount($0) } ?? ""
    return Answer(
      question: language("What is still to come?", "未来一年如何？"),
      lead: language(
        "\(orders) orders are expected of the present customers in the coming year",
        "预计现有客户未来一年下单\(orders)笔"),
      rest: revenue + language(".", "。"), place: "future")
  }
}
