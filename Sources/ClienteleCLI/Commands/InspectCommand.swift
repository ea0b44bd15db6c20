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
      Every record is loaded, skipped by a policy, rejected or blank, and counted.
      Orders and customers are purchases and purchasers; revenue is net of refunds.

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

  struct JSON: Encodable {
    let records: Int
    let loaded: Int
    let skipped: [String: Int]
    let rejected: Int
    let blank: Int
    let lines: Int
    let orders: Int
    let customers: Int
    let refunds: Int
    let firstDay: Day?
    let lastDay: Day?
    let revenue: Money
    let currency: String?
    let scale: Int

    /// Written by hand so that days and currency that are not there are `null`, not left out.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(records, forKey: .records)
      try container.encode(loaded, forKey: .loaded)
      try container.encode(skipped, forKey: .skipped)
      try container.encode(rejected, forKey: .rejected)
      try container.encode(blank, forKey: .blank)
      try container.encode(lines, forKey: .lines)
      try container.encode(orders, forKey: .orders)
      try container.encode(customers, forKey: .customers)
      try container.encode(refunds, forKey: .refunds)
      try container.encode(firstDay, forKey: .firstDay)
      try container.encode(lastDay, forKey: .lastDay)
      try container.encode(revenue, forKey: .revenue)
      try container.encode(currency, forKey: .currency)
      try container.encode(scale, forKey: .scale)
    }

    private enum Key: String, CodingKey {
      case records, loaded, skipped, rejected, blank, lines, orders, customers, refunds
      case firstDay, lastDay, revenue, currency, scale
    }
  }

  var json: JSON {
    JSON(
      records: account.records, loaded: account.loaded.records, skipped: skipped,
      rejected: account.rejected.records, blank: account.blank, lines: account.loaded.records,
      orders: orders.orderCount, customers: purchaserCount, refunds: orders.refundCount,
      firstDay: orders.days?.lowerBound, lastDay: orders.days?.upperBound,
      revenue: orders.revenue, currency: orders.currency.code, scale: orders.currency.scale)
  }

  private var skipped: [String: Int] {
    Dictionary(
      uniqueKeysWithValues: account.skipped.map { ($0.key.rawValue, $0.value.records) })
  }

  var tables: [TextTable] {
    var table = TextTable(nil, ("records", .left), ("", .right), ("amount", .right))
    func append(_ name: String, _ tally: LoadAccount.Tally) {
      let amount = Money(minorUnits: tally.amount, in: orders.currency)
      table.append(name, Figures.count(tally.records), Figures.money(amount))
    }
    append("loaded", account.loaded)
    for (reason, tally) in account.skipped.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      append("skipped: \(reason.rawValue)", tally)
    }
    append("rejected", account.rejected)
    table.append("blank", Figures.count(account.blank), "")
    table.append("in the file", Figures.count(account.records), "")
    var shop = TextTable(nil, ("shop", .left), ("", .right))
    shop.append("orders", Figures.count(orders.orderCount))
    shop.append("customers", Figures.count(purchaserCount))
    shop.append("refunds", Figures.count(orders.refundCount))
    shop.append("first day", orders.days?.lowerBound.description ?? "–")
    shop.append("last day", orders.days?.upperBound.description ?? "–")
    shop.append(
      "net revenue",
      Figures.money(orders.revenue) + (orders.currency.code.map { " " + $0 } ?? ""))
    return [table, shop]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(CSVRow(["reason", "records", "amount"]))
    func line(_ name: String, _ tally: LoadAccount.Tally) -> CSVRow {
      var row = CSVRow([name])
      row.append(tally.records)
      row.append(raw: Money(minorUnits: tally.amount, in: orders.currency).description)
      return row
    }
    try write(line("loaded", account.loaded))
    for (reason, tally) in account.skipped.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      try write(line(reason.rawValue, tally))
    }
    try write(line("rejected", account.rejected))
  }
}
