import ArgumentParser
import Clientele
import ClienteleReport
import ClienteleCSV

/// `clientele inspect`.
struct InspectCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "What is in an order file, and what became of every record.",
    discussion: """
      Every record is loaded, skipped by a policy, rejected or blank, and counted;
      what is loaded adds up to the net revenue. Orders and customers are
      purchases and purchasers.
      CSV: the file's parts, which add up to it, then notes and statuses.

        clientele inspect orders.csv --schema taobao --zone Asia/Shanghai
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard shop.asOf == nil else {
      throw ValidationError("--as-of has no meaning here: every record counts, whatever its day")
    }
  }

  func answer() throws {
    try output.print(InspectAnswer(loaded: try shop.load(reportingAccount: false)))
  }
}

private struct InspectAnswer: Answer {
  let orders: OrderTable
  let account: LoadAccount
  let purchaserCount: Int

  init(loaded: LoadedOrders) {
    orders = loaded.orders
    account = loaded.account
    purchaserCount = loaded.orders.purchaserCount
  }

  /// Written by hand so that days and currency that are not there are `null`, not left out.
  struct JSON: Encodable {
    let answer: InspectAnswer

    /// The money of records as `records`, `loaded`, `skipped` and `rejected` count them.
    struct Amounts: Encodable {
      let records: Money
      let loaded: Money
      let skipped: [String: Money]
      let rejected: Money
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      let (account, orders) = (answer.account, answer.orders)
      try container.encode(account.records, forKey: .records)
      try container.encode(account.loaded.records, forKey: .loaded)
      try container.encode(answer.skipped(\.records), forKey: .skipped)
      try container.encode(account.rejected.records, forKey: .rejected)
      try container.encode(account.blank, forKey: .blank)
      try container.encode(answer.amounts, forKey: .amounts)
      try container.encode(account.loaded.records, forKey: .lines)
      try container.encode(orders.orderCount, forKey: .orders)
      try container.encode(answer.purchaserCount, forKey: .customers)
      try container.encode(orders.refundCount, forKey: .refunds)
      try container.encode(orders.days?.lowerBound, forKey: .firstDay)
      try container.encode(orders.days?.upperBound, forKey: .lastDay)
      try container.encode(orders.revenue, forKey: .revenue)
      try container.encode(orders.currency.code, forKey: .currency)
      try container.encode(orders.currency.scale, forKey: .scale)
      try container.encode(account.identicalKeptCount, forKey: .identicalKept)
      try container.encode(account.unlinkedRefundCount, forKey: .unlinkedRefunds)
      try container.encode(account.fullyRefundedOrderCount, forKey: .fullyRefundedOrders)
      try container.encode(account.skippedTimeCount, forKey: .skippedTimes)
      try container.encode(account.repeatedTimeCount, forKey: .repeatedTimes)
      try container.encode(answer.money(account.refundColumnAmount), forKey: .refundColumn)
      try container.encode(account.mixedOrderCounts, forKey: .mixedOrders)
      try container.encode(account.statuses, forKey: .statuses)
    }

    private enum Key: String, CodingKey {
      case records, loaded, skipped, rejected, blank, amounts, lines, orders, customers, refunds
      case firstDay, lastDay, revenue, currency, scale
      case identicalKept, unlinkedRefunds, fullyRefundedOrders, skippedTimes, repeatedTimes
      case refundColumn, mixedOrders, statuses
    }
  }

  var json: JSON { JSON(answer: self) }

  private func money(_ minorUnits: Int128) -> Money {
    Money(minorUnits: minorUnits, in: orders.currency)
  }

  private func skipped<Figure>(_ figure: (LoadAccount.Tally) -> Figure) -> [String: Figure] {
    Dictionary(uniqueKeysWithValues: account.skippedByName.map { ($0.name, figure($0.tally)) })
  }

  private var amounts: JSON.Amounts {
    JSON.Amounts(
      records: money(account.amount), loaded: money(account.loaded.amount),
      skipped: skipped { money($0.amount) }, rejected: money(account.rejected.amount))
  }

  var tables: [TextTable] {
    var tables = [records]
    let notes = account.notes(in: orders.currency)
    if !notes.isEmpty {
      var table = TextTable(nil, ("of the loaded", .left), ("", .right))
      for note in notes {
        table.append(
          note.words, note.amount.map(Figures.money) ?? Figures.count(note.count ?? 0))
      }
      tables.append(table)
    }
    if !account.statuses.isEmpty {
      var table = TextTable(nil, ("status", .left), ("records", .right))
      for (status, count) in account.statuses.sorted(by: { $0.key < $1.key }) {
        table.append(status.isEmpty ? "(none)" : status, Figures.count(count))
      }
      tables.append(table)
    }
    return tables + [shop]
  }

  private var records: TextTable {
    var table = TextTable(nil, ("records", .left), ("", .right), ("amount", .right))
    func append(_ name: String, _ records: Int, _ amount: Int128) {
      table.append(name, Figures.count(records), Figures.money(money(amount)))
    }
    append("loaded", account.loaded.records, account.loaded.amount)
    for (name, tally) in account.skippedByName {
      append("skipped: \(name)", tally.records, tally.amount)
    }
    append("rejected", account.rejected.records, account.rejected.amount)
    table.append("blank", Figures.count(account.blank), "")
    append("in the file", account.records, account.amount)
    return table
  }

  private var shop: TextTable {
    var shop = TextTable(nil, ("shop", .left), ("", .right))
    shop.append("orders", Figures.count(orders.orderCount))
    shop.append("customers", Figures.count(purchaserCount))
    shop.append("refunds", Figures.count(orders.refundCount))
    shop.append("first day", orders.days?.lowerBound.description ?? "–")
    shop.append("last day", orders.days?.upperBound.description ?? "–")
    shop.append(
      "net revenue",
      Figures.money(orders.revenue) + (orders.currency.code.map { " " + $0 } ?? ""))
    return shop
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    func line(
      _ part: String, _ reason: String, _ records: Int?, _ amount: Money?
    ) -> CSVRow {
      var row = CSVRow([part, reason])
      row.append(raw: records.map { String($0) } ?? "")
      row.append(raw: amount?.description ?? "")
      return row
    }
    func line(_ part: String, _ reason: String, _ tally: LoadAccount.Tally) -> CSVRow {
      line(part, reason, tally.records, money(tally.amount))
    }
    try write(CSVRow(["part", "reason", "records", "amount"]))
    try write(line("loaded", "", account.loaded))
    for (name, tally) in account.skippedByName { try write(line("skipped", name, tally)) }
    try write(line("rejected", "", account.rejected))
    try write(line("blank", "", account.blank, money(0)))
    try write(line("file", "", account.records, money(account.amount)))
    for note in account.notes(in: orders.currency) {
      try write(line("note", note.key, note.count, note.amount))
    }
    for (status, count) in account.statuses.sorted(by: { $0.key < $1.key }) {
      try write(line("status", status, count, nil))
    }
  }
}
