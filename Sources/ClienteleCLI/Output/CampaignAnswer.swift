import Clientele
import ClienteleCSV
import ClienteleReport

/// What came of a campaign, as text, JSON and CSV.
struct CampaignAnswer: Answer {
  let figures: CampaignFigures
  let profit: CampaignProfit?
  let lists: LoadedLists
  /// The words behind `--by`; `nil` when customers are not divided.
  let what: String?
  /// For each cell, and for customers in no group, whether too few were asked to show it.
  let hidden: [Bool]

  struct JSON: Encodable {
    struct List: Encodable {
      let ids: Int
      let customers: Int
      let unknown: Int

      init(_ account: ListAccount) {
        ids = account.idCount
        customers = account.list.customers.count
        unknown = account.list.unknown.count
      }
    }

    struct RollOutJSON: Encodable {
      let customers: Int
      let expectedResponders: Double
      @OrNull var expectedProfit: Money?
    }

    let start: Day
    let end: Day
    let state: Completeness
    let targets: List
    let controls: List?
    let total: CampaignCellJSON
    /// These are left out when customers are not divided.
    let by: String?
    let groups: [CampaignCellJSON]?
    let ungrouped: CampaignCellJSON?
    /// Left out when nothing has a price; `null` when no answer can pay.
    let breakEvenRate: OrNull<Double>?
    let aboveBreakEven: [String]?
    let rollOut: RollOutJSON?
  }

  private var isGrouped: Bool { what != nil }

  var json: JSON {
    JSON(
      start: figures.window.start, end: figures.window.end, state: figures.total.targets.rate.state,
      targets: .init(lists.targets), controls: lists.controls.map(JSON.List.init),
      total: json(figures.total, balance: profit?.total), by: what,
      groups: isGrouped ? zip(figures.cells, hidden).map(group) : nil,
      ungrouped: isGrouped ? group(figures.ungrouped, isHidden: hidden[figures.cells.count]) : nil,
      breakEvenRate: profit.map { OrNull(wrappedValue: $0.breakEvenRate?.value) },
      aboveBreakEven: isGrouped ? shownAbove?.compactMap(\.name) : nil,
      rollOut: isGrouped
        ? profit.map { profit in
          let rollOut = profit.rollOut
          return JSON.RollOutJSON(
            customers: rollOut.contactCount,
            expectedResponders: rollOut.expectedResponderCount,
            expectedProfit: rollOut.expectedProfit)
        } : nil)
  }

  private func group(_ cell: CampaignCell, isHidden: Bool) -> CampaignCellJSON {
    isHidden
      ? CampaignCellJSON(name: cell.name, cell: nil, index: nil, balance: nil, isAbove: nil)
      : json(cell, balance: profit?.balance(of: cell))
  }

  private func json(_ cell: CampaignCell, balance: CampaignBalance?) -> CampaignCellJSON {
    CampaignCellJSON(
      name: cell.name, cell: cell, index: figures.responseIndex(of: cell), balance: balance,
      isAbove: profit?.isAboveBreakEven(cell))
  }

  /// The groups above break-even that may be shown.
  private var shownAbove: [CampaignCell]? {
    profit.map { profit in
      zip(figures.cells, hidden).filter { !$1 && profit.isAboveBreakEven($0) == true }.map(\.0)
    }
  }

  var tables: [TextTable] {
    let last = figures.window.end - 1
    var table = TextTable(
      "Answers from \(figures.window.start) through \(last)", [("", .left)] + columns)
    for (cell, isHidden) in zip(shownCells, hidden) {
      let name = cell.name.map { $0.isEmpty ? "(empty)" : $0 } ?? "in no group"
      table.rows.append(
        isHidden
          ? [name, "too few"] + columns.dropFirst().map { _ in "" }
          : [name] + cells(cell, profit?.balance(of: cell)))
    }
    table.rows.append(["all"] + cells(figures.total, profit?.total))
    return [table] + (profit.map { [breakEven($0)] } ?? [])
  }

  /// The groups, and customers in none where there are any.
  private var shownCells: [CampaignCell] {
    guard isGrouped else { return [] }
    return figures.cells + (figures.ungrouped.contactCount > 0 ? [figures.ungrouped] : [])
  }

  private var columns: [(String, TextTable.Alignment)] {
    var names = ["asked", "answered", "rate (95 %)", "index", "orders", "net revenue"]
    if figures.total.controls != nil {
      names += ["control", "control rate", "lift (95 %)", "revenue above control"]
    }
    if profit != nil { names += ["cost", "profit", "above break-even"] }
    return names.map { ($0, .right) }
  }

  private func cells(_ cell: CampaignCell, _ balance: CampaignBalance?) -> [String] {
    let index = figures.responseIndex(of: cell)
    var cells = [
      Figures.count(cell.contactCount), Figures.count(cell.targets.rate.numerator),
      Figures.rate(cell.targets.rate), index.map { Figures.decimal($0, places: 2) } ?? "–",
      Figures.count(cell.targets.orderCount), Figures.money(cell.targets.revenue),
    ]
    if let controls = cell.controls {
      cells += [
        Figures.count(controls.rate.denominator), Figures.percent(controls.rate.value),
        Figures.difference(cell.lift), Figures.mean(cell.incrementalRevenue),
      ]
    }
    if let balance, let profit {
      cells += [
        Figures.money(balance.cost), Figures.mean(balance.profit),
        profit.isAboveBreakEven(cell).map { $0 ? "yes" : "no" } ?? "–",
      ]
    }
    return cells
  }

  private func breakEven(_ profit: CampaignProfit) -> TextTable {
    var table = TextTable("Break-even", ("", .left), ("", .right))
    table.append("margin per answer", Figures.mean(profit.marginPerResponse))
    table.append("break-even response rate", Figures.percent(profit.breakEvenRate?.value))
    guard isGrouped else { return table }
    let rollOut = profit.rollOut
    table.append("groups above it", Figures.count(shownAbove?.count ?? 0))
    table.append("customers to ask in them", Figures.count(rollOut.contactCount))
    table.append(
      "answers to expect", Figures.decimal(rollOut.expectedResponderCount, places: 1))
    table.append("profit to expect", rollOut.expectedProfit.map(Figures.money) ?? "–")
    return table
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(
      CSVRow([
        "group", "contacted", "responders", "rate", "low", "high", "state", "orders", "revenue",
        "control_customers", "control_responders", "control_revenue", "lift", "lift_low",
        "lift_high", "incremental_revenue", "cost", "margin", "profit", "above_break_even",
        "others",
      ]))
    for (cell, isHidden) in zip(shownCells, hidden) {
      var row = CSVRow()
      row.append(text: cell.name ?? "(in no group)")
      if isHidden {
        for _ in 0..<20 { row.append(raw: "") }
      } else {
        append(cell, profit?.balance(of: cell), to: &row)
      }
      try write(row)
    }
    var row = CSVRow([""])
    append(figures.total, profit?.total, to: &row)
    try write(row)
  }

  private func append(_ cell: CampaignCell, _ balance: CampaignBalance?, to row: inout CSVRow) {
    let (rate, lift, controls) = (cell.targets.rate, cell.lift, cell.controls)
    row.append(rate.denominator)
    row.append(rate.numerator)
    row.append(known: rate.value)
    row.append(known: rate.interval?.low)
    row.append(known: rate.interval?.high)
    row.append(raw: rate.state.rawValue)
    row.append(cell.targets.orderCount)
    row.append(raw: cell.targets.revenue.description)
    row.append(known: controls?.rate.denominator)
    row.append(known: controls?.rate.numerator)
    row.append(raw: controls?.revenue.description ?? "")
    row.append(known: lift?.value)
    row.append(known: lift?.interval?.low)
    row.append(known: lift?.interval?.high)
    row.append(raw: cell.incrementalRevenue?.rounded.description ?? "")
    row.append(raw: balance?.cost.description ?? "")
    row.append(raw: balance?.margin.rounded.description ?? "")
    row.append(raw: balance?.profit.rounded.description ?? "")
    row.append(known: profit?.isAboveBreakEven(cell))
    row.append(cell.othersCount)
  }
}
