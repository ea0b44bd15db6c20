import ArgumentParser
import Clientele
import ClienteleCSV
import ClienteleReport

/// `clientele value`.
struct ValueCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "value",
    abstract: "What customers have brought so far, by where it came from (CLV1–CLV6).",
    discussion: """
      CLV1 is the first order. Later orders are valued at the first order's discount
      and service cost: in its categories they are CLV2, in others CLV3. What they
      cost less to serve is CLV4, what they were sold dearer CLV6. The margin of later
      orders is CLV2 + CLV3 + CLV4 + CLV6, exactly. CLV5, the value of customers who
      were sent, stands beside the sum.
      A part whose column is not named has no value, and stays in CLV2.
      Amounts of the columns are of the whole record, not of one piece; a schema can
      multiply them.
      JSON: asOf, basis, missing, total, groups; CSV: every customer.

        clientele value orders.csv --category category
        clientele value orders.csv --category category --by cohort:year
        clientele value lines.csv --records lines --category category \\
          --list-price list --cost cost --service-cost shipping \\
          --referrer referrer --format csv
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup(title: "What the value is split by") var value: ValueOptions
  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var output: OutputOptions

  func answer() throws {
    let loaded = try breakdown.load(shop, changing: { value.apply(to: &$0) })
    let values = try value.values(of: loaded.orders, asOf: loaded.asOf)
    let divided = try breakdown.breakdown(of: loaded)
    try output.print(ValueAnswer(values: values, orders: loaded.orders, breakdown: divided))
  }
}

private struct ValueAnswer: Answer {
  let values: PastValues
  let orders: OrderTable
  let breakdown: Breakdown?

  struct JSON: Encodable {
    struct Missing: Encodable {
      let part: String
      let code: String
      let reason: String
    }

    let asOf: Day
    let basis: ValueColumns.Basis
    let missing: [Missing]
    let total: ValueJSON
    /// These are left out when customers are not divided.
    let by: String?
    let groups: [ValueJSON]?
    /// Left out when everyone is in a group.
    let ungrouped: ValueJSON?
  }

  private var missing: [JSON.Missing] {
    values.columns.missingParts.map { part in
      JSON.Missing(
        part: part.name, code: part.code,
        reason: values.columns.missing(for: part)?.sentence ?? "")
    }
  }

  /// The groups with someone in them, then everyone in none, and whether each is hidden.
  private var parts: [(name: String?, parts: PastValueParts, isHidden: Bool)] {
    guard let breakdown else { return [] }
    let totals = values.totals(by: breakdown.groups)
    let rest = totals[breakdown.rest].customerCount > 0 ? [breakdown.rest] : []
    return (breakdown.places + rest).map { place in
      let name = place == breakdown.rest ? nil : breakdown.named.names[place]
      return (name, totals[place], breakdown.isHidden[place])
    }
  }

  var json: JSON {
    let parts = parts.map { part in
      (part.name, ValueJSON(name: part.name, parts: part.isHidden ? nil : part.parts))
    }
    return JSON(
      asOf: values.asOf, basis: values.columns.basis, missing: missing,
      total: ValueJSON(name: nil, parts: values.total), by: breakdown?.what,
      groups: breakdown == nil ? nil : parts.filter { $0.0 != nil }.map(\.1),
      ungrouped: parts.first { $0.0 == nil }?.1)
  }

  var tables: [TextTable] {
    let total = values.total
    var table = TextTable(
      "Value of \(Figures.count(total.customerCount)) customers through \(values.asOf)",
      ("", .left), ("", .left), (values.columns.basis.rawValue, .right),
      ("per customer", .right), ("", .left))
    func append(_ code: String, _ name: String, _ amount: Money?, reason: String = "") {
      let mean = amount.flatMap { $0.divided(by: total.customerCount) }
      table.append(
        code, name, amount.map(Figures.money) ?? "–", Figures.mean(mean), reason)
    }
    for part in ValuePart.allCases where part != .referrals {
      append(
        part.code, part.words, total[part],
        reason: values.columns.missing(for: part)?.sentence ?? "")
    }
    append("", "all orders", total.margin)
    append("", "paid back", total.refunds)
    append("", "value so far", total.value)
    append(
      ValuePart.referrals.code, ValuePart.referrals.words, total.referrals,
      reason: values.columns.missing(for: .referrals)?.sentence ?? "")
    return [table] + (breakdown == nil ? [] : [groupTable])
  }

  private var groupTable: TextTable {
    var table = TextTable(
      "By group",
      [("", .left), ("customers", .right), ("orders", .right)]
        + ValuePart.allCases.map { ($0.code, .right) } + [("value", .right), ("each", .right)])
    for (name, parts, isHidden) in parts {
      let name = name.map { $0.isEmpty ? "(empty)" : $0 } ?? "in no group"
      guard !isHidden else {
        table.rows.append([name, "too few"] + Array(repeating: "", count: 9))
        continue
      }
      table.rows.append(
        [name, Figures.count(parts.customerCount), Figures.count(parts.orderCount)]
          + ValuePart.allCases.map { parts[$0].map(Figures.money) ?? "–" }
          + [
            Figures.money(parts.value), Figures.mean(parts.value.divided(by: parts.customerCount)),
          ])
    }
    return table
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    let codes = ValuePart.allCases.map { $0.code.lowercased() }
    try write(
      CSVRow(
        ["customer_id"] + (breakdown == nil ? [] : ["group"]) + ["orders"] + codes
          + ["later_margin", "margin", "refunds", "value"]))
    for customer in values.indices {
      guard let parts = values[customer] else { continue }
      var row = CSVRow()
      row.append(text: orders.customers[customer])
      if let breakdown { row.append(text: breakdown.name(of: customer)) }
      row.append(parts.orderCount)
      for part in ValuePart.allCases { row.append(raw: parts[part]?.description ?? "") }
      for amount in [parts.laterMargin, parts.margin, parts.refunds, parts.value] {
        row.append(raw: amount.description)
      }
      try write(row)
    }
  }
}

extension ValuePart {
  fileprivate var words: String {
    switch self {
    case .firstOrder: "first orders"
    case .repeatPurchases: "repeat purchases"
    case .crossSell: "cross-sell"
    case .serviceCost: "lower cost to serve"
    case .referrals: "customers who were sent (in the other parts already)"
    case .priceSensitivity: "lower discounts"
    }
  }
}

/// The parts of a value as JSON has them: `null` for a part that is not measurable.
struct ValueJSON: Encodable {
  let name: String?
  /// `nil` for a group that is too small to be shown.
  let parts: PastValueParts?

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    if let name { try container.encode(name, forKey: Key("name")) }
    guard let parts else { return try container.encode(true, forKey: Key("suppressed")) }
    try container.encode(parts.customerCount, forKey: Key("customers"))
    try container.encode(parts.orderCount, forKey: Key("orders"))
    for part in ValuePart.allCases { try container.encode(parts[part], forKey: Key(part.name)) }
    try container.encode(parts.laterMargin, forKey: Key("laterMargin"))
    try container.encode(parts.margin, forKey: Key("margin"))
    try container.encode(parts.refunds, forKey: Key("refunds"))
    try container.encode(parts.value, forKey: Key("value"))
  }
}
