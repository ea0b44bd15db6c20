import Clientele
import ClienteleCSV
import ClienteleReport

/// What the present customers will do, period by period.
struct ForecastAnswer: Answer {
  let shop: ModelledShop
  let forecast: BaseForecast
  let groups: CustomerGroups?
  /// The words behind `--by`; `nil` when customers are not divided.
  let what: String?
  let suppression: GroupSuppression
  /// Expected orders and probability of one, of every customer in each period; empty unless rows
  /// are asked for.
  private let rows: [(orders: [Double?], chances: [Double?])]

  /// - Parameter hasRows: Whether every customer is told.
  init(
    _ shop: ModelledShop, _ windows: [TimeWindow], groups: CustomerGroups?, what: String?,
    suppression: GroupSuppression, hasRows: Bool
  ) throws(PurchaseModelError) {
    self.shop = shop
    self.groups = groups
    self.what = what
    self.suppression = suppression
    forecast = try shop.model.forecast(
      for: shop.histories, in: windows, by: groups, covariates: shop.covariates)
    var rows: [(orders: [Double?], chances: [Double?])] = []
    for window in hasRows ? windows : [] {
      let (start, end) = shop.histories.times(of: window)
      rows.append(
        (
          try shop.histories.values(
            of: .purchases(after: start, until: end), by: shop.model.purchases,
            covariates: shop.covariates),
          try shop.histories.values(
            of: .purchase(after: start, until: end), by: shop.model.purchases,
            covariates: shop.covariates)
        ))
    }
    self.rows = rows
  }

  /// The groups with someone in them, and whether each is hidden.
  var parts: [(group: GroupForecast, isHidden: Bool)] {
    let counts = forecast.groups.map(\.customerCount)
    // Customers in no group can be told from the total as well.
    let rest = forecast.all.customerCount - counts.reduce(0, +)
    let hidden = suppression.hidden(among: counts + [rest])
    return forecast.groups.indices.filter { counts[$0] > 0 }
      .map { (forecast.groups[$0], hidden[$0]) }
  }

  func money(_ amount: Double) -> String { forecast.currency.text(of: amount) }

  var tables: [TextTable] {
    let end = shop.histories.question.end
    var table = TextTable(
      "\(Figures.count(forecast.all.customerCount)) customers through \(end), "
        + "by \(shop.model.purchases.model)", Self.columns(first: "from", "to"))
    for period in forecast.all.periods { table.append(period, self) }
    table.append(forecast.all.total, self, name: "all")
    return [table] + (groups == nil ? [] : [groupTable])
  }

  private var groupTable: TextTable {
    var table = TextTable(
      "By group, all periods", Self.columns(first: "", "customers"))
    for (group, isHidden) in parts {
      let name = group.name.flatMap { $0.isEmpty ? nil : $0 } ?? "(empty)"
      if isHidden {
        table.rows.append([name, "too few"] + Array(repeating: "", count: 6))
      } else {
        table.append(
          group.total, self, name: name, second: Figures.count(group.customerCount))
      }
    }
    return table
  }

  private static func columns(
    first: String, _ second: String
  ) -> [(String, TextTable.Alignment)] {
    var columns: [(String, TextTable.Alignment)] = [(first, .left)]
    columns.append((second, second == "to" ? .left : .right))
    for name in ["orders", "buyers", "revenue"] {
      columns.append((name, .right))
      columns.append(("95 % interval", .right))
    }
    return columns
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(
      CSVRow(
        ["customer_id"] + (groups == nil ? [] : ["group"])
          + ["start", "end", "expected_orders", "probability_of_purchase", "expected_revenue"]))
    let spends = shop.spends
    for customer in shop.histories.indices where shop.histories.tableRow(of: customer) != nil {
      for (place, window) in forecast.periods.enumerated() {
        var row = CSVRow()
        row.append(text: shop.loaded.orders.customers[customer])
        if let groups {
          row.append(text: groups.group(of: customer).map { groups.names[$0] } ?? "")
        }
        row.append(window.start)
        row.append(window.end)
        row.append(known: rows[place].orders[customer])
        row.append(known: rows[place].chances[customer])
        let revenue = spends.flatMap { spends in
          rows[place].orders[customer].map { money($0 * spends[customer]) }
        }
        row.append(raw: revenue ?? "")
        try write(row)
      }
    }
  }
}

extension ModelledShop {
  /// What a purchase of each customer is expected to bring; `nil` without a model of spend.
  fileprivate var spends: [Double]? {
    model.spend.map { spend in
      histories.map { history in
        spend.expectedSpend(
          meanSpend: max(0, history?.meanSpend ?? 0),
          purchaseCount: history?.meanSpend == nil ? 0 : history!.history.frequency)
      }
    }
  }
}

extension TextTable {
  fileprivate mutating func append(
    _ period: PeriodForecast, _ answer: ForecastAnswer, name: String? = nil, second: String? = nil
  ) {
    func cells(_ figure: ForecastFigure?, _ write: (Double) -> String) -> [String] {
      guard let figure else { return ["–", "–"] }
      guard let low = figure.low, let high = figure.high else { return [write(figure.value), "–"] }
      return [write(figure.value), "\(write(low))–\(write(high))"]
    }
    func count(_ value: Double) -> String { Figures.decimal(value, places: 1) }
    var row: [String] = [name ?? period.window.start.description]
    row.append(second ?? (period.window.end - 1).description)
    row += cells(period.orders, count)
    row += cells(period.buyers, count)
    row += cells(period.revenue, answer.money)
    rows.append(row)
  }
}
