import Clientele
import ClienteleCSV
import ClienteleReport

/// The report as text.
struct ReportPage {
  let report: CustomerReport
  let loaded: LoadedShop

  var text: String {
    let sections = [
      load, headline, stages, stagesOverTime, movement, retention, reactivation, months, cohorts,
      segments,
    ]
    let asked = tiers + future
    let title = "Customers as of \(report.asOf)\n"
    return title + "\n" + (sections + asked).map(\.text).joined(separator: "\n")
  }

  private var load: TextTable {
    let (orders, account) = (loaded.orders, loaded.account)
    var table = TextTable("The load", ("", .left), ("", .right))
    table.append("records in the file", Figures.count(account.records))
    table.append("  loaded", Figures.count(account.loaded.records))
    table.append("  skipped by a policy", Figures.count(account.skippedCount))
    table.append("  rejected", Figures.count(account.rejected.records))
    table.append("  blank", Figures.count(account.blank))
    for note in account.notes(in: orders.currency) {
      table.append(
        note.words, note.amount.map(Figures.money) ?? Figures.count(note.count ?? 0))
    }
    table.append("orders", Figures.count(orders.orderCount))
    table.append("customers", Figures.count(orders.purchaserCount))
    table.append("refunds", Figures.count(orders.refundCount))
    let currency = orders.currency.code.map { " " + $0 } ?? ""
    table.append("net revenue", Figures.money(orders.revenue) + currency)
    if let days = orders.days {
      table.append("days", "\(days.lowerBound) – \(days.upperBound)")
    }
    return table
  }

  private var headline: TextTable {
    let (now, before) = (report.quarter, report.previousQuarter)
    var table = TextTable(
      "The last three months", ("", .left), ("", .left), ("now", .right),
      ("three months before", .right))
    func append(_ name: String, _ term: String, _ figure: (WindowActivity) -> String) {
      table.append(name, term, figure(now), figure(before))
    }
    append("active customers", "活跃客户") { Figures.count($0.customerCount) }
    append("orders", "") { Figures.count($0.orderCount) }
    append("net revenue", "") { Figures.money($0.revenue) }
    append("active ARPU", "活跃客户ARPU") { Figures.mean($0.revenuePerCustomer) }
    append("average order value", "笔单价") { Figures.mean($0.averageOrderValue) }
    append("repeat purchase rate", "重复购买率") { Figures.rate($0.repeatRate) }
    return table
  }

  private var stages: TextTable {
    var table = TextTable(
      "Lifecycle stages", ("", .left), ("", .left), ("customers", .right), ("share", .right),
      ("a month ago", .right), ("contact", .left), ("incentive", .left))
    let (now, history) = (report.stages, report.lifecycle.snapshots)
    let before = history[history.count - 2]
    for stage in LifecycleStage.allCases {
      let advice = ContactPolicy.standard[stage]
      table.append(
        stage.name, stage.chineseName, Figures.count(now[stage]),
        Figures.percent(Rate(now[stage], of: now.customerCount).value),
        Figures.count(before[stage]), advice.contact.rawValue, advice.incentive.rawValue)
    }
    table.append(
      "all", "", Figures.count(now.customerCount), "", Figures.count(before.customerCount), "", "")
    return table
  }

  private var stagesOverTime: TextTable {
    .stages("Stages over time", of: report.lifecycle.snapshots)
  }

  private var movement: TextTable {
    let movement = report.movement
    var table = TextTable(
      "Movement from \(movement.from) to \(movement.to)", ("", .left), ("", .left),
      ("customers", .right))
    table.append("decay, towards lost", "正向迁移", Figures.count(movement.decayCount))
    table.append("recovery, towards active", "反向迁移", Figures.count(movement.recoveryCount))
    table.append("arrivals", "新客", Figures.count(movement.arrivalCount))
    return table
  }

  private var retention: TextTable {
    var table = TextTable(
      "Who has come back (客户保持率), customers of every day of the last year", ("within", .left),
      ("returned", .right), ("of customer-days", .right), ("rate (95 %)", .right))
    for (span, rate) in report.retention {
      table.append(
        "\(span.offsets.upperBound) days", Figures.count(rate.numerator),
        Figures.count(rate.denominator), Figures.rate(rate))
    }
    return table
  }

  private var reactivation: TextTable {
    let responses = report.reactivation
    var table = TextTable(
      "Who woke up in the last \(CustomerReport.responseDayCount) days", ("", .left), ("", .left),
      ("responders", .right), ("of", .right), ("rate (95 %)", .right), ("net revenue", .right))
    func append(_ name: String, _ term: String, _ response: Response) {
      table.append(
        name, term, Figures.count(response.rate.numerator),
        Figures.count(response.rate.denominator), Figures.rate(response.rate),
        Figures.money(response.revenue))
    }
    append("silent recall", "沉默召回", responses.silentRecall)
    append("wake-up", "客户唤醒率", responses.wake)
    append("activation", "客户激活率", responses.activation)
    return table
  }

  private var months: TextTable {
    var table = TextTable(
      "Months", ("from", .left), ("customers", .right), ("orders", .right),
      ("net revenue", .right), ("ARPU", .right), ("repeat rate", .right))
    for month in report.months {
      table.append(
        month.window.start.description, Figures.count(month.customerCount),
        Figures.count(month.orderCount), Figures.money(month.revenue),
        Figures.mean(month.revenuePerCustomer), Figures.percent(month.repeatRate.value))
    }
    return table
  }

  private var cohorts: TextTable { CohortTables(table: report.cohorts).retention }

  private var segments: TextTable {
    guard let rfm = report.rfm else { return TextTable("RFM: nobody has bought", ("", .left)) }
    return RFMTables(scores: rfm).segments
  }
}
