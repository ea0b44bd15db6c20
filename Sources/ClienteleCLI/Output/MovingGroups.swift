import Clientele
import ClienteleCSV
import ClienteleReport

/// Every customer's group on a day, and on an earlier one if that was asked for.
struct MovingGroups {
  /// What one group is called: `phase`, `level`.
  let key: String
  let chineseNames: [String: String]
  let now: CustomerGroups
  let before: CustomerGroups?
  let asOf: Day
  let from: Day?
  let orders: OrderTable
  /// What each group brings; `nil` where groups are not about revenue.
  var layers: [PyramidLayerJSON]?

  /// Prints the answer, one for each group of a breakdown besides, or the list of a cell.
  func print(
    of loaded: LoadedShop, by breakdown: Breakdown?, _ members: MembersOptions,
    to output: OutputOptions
  ) throws {
    let isListed = try members.print(of: loaded, by: breakdown, to: output) { cell in
      guard let customers = customers(cell) else {
        let names = now.names.joined(separator: ", ")
        throw members.unknown(
          cell, there: before == nil ? names : "\(names), none, and two of them with a colon")
      }
      return customers
    }
    guard !isListed else { return }
    let results = GroupedResult(total: self, parts: breakdown.map { parts(by: $0.groups) } ?? [])
    try output.print(results, by: breakdown, groupColumn: .ofCustomers) { groups in
      MovingGroupsAnswer(groups: groups, breakdown: breakdown)
    }
  }

  /// The customers of each group of another division, numbered anew.
  private func parts(by groups: CustomerGroups) -> [MovingGroups] {
    groups.members(among: 0..<orders.customerCount).map { members in
      MovingGroups(
        key: key, chineseNames: chineseNames, now: now.numbered(members),
        before: before.map { $0.numbered(members) }, asOf: asOf, from: from, orders: orders)
    }
  }

  /// The customers of `group`, or of `from:to`.
  private func customers(_ cell: String) -> [Int]? {
    let (first, second) = cell.cellParts
    guard let second else { return now.names.firstIndex(of: first).map(now.members(of:)) }
    guard let before, first != "none" || second != "none" else { return nil }
    let places = [first, second].map { name in
      name == "none" ? Int?.none : now.names.firstIndex(of: name)
    }
    guard zip([first, second], places).allSatisfy({ $0 == "none" || $1 != nil }) else { return nil }
    return before.members(movingFrom: places[0], to: places[1], in: now)
  }
}

/// What ``MovingGroups`` say, as text, JSON and CSV.
private struct MovingGroupsAnswer: SummarisedAnswer {
  let groups: MovingGroups
  let breakdown: Breakdown?

  struct JSON: Encodable {
    let key: String
    let asOf: Day
    let counts: [String: Int]
    let layers: [PyramidLayerJSON]?
    let from: Day?
    let transitions: [TransitionJSON]?

    private struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }

      init(_ name: String) { stringValue = name }
      init?(stringValue: String) { self.init(stringValue) }
      init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(asOf, forKey: Key("asOf"))
      try container.encode(counts, forKey: Key(key + "s"))
      try container.encodeIfPresent(layers, forKey: Key("layers"))
      try container.encodeIfPresent(from, forKey: Key("from"))
      try container.encodeIfPresent(transitions, forKey: Key("transitions"))
    }
  }

  private var counts: [(name: String, count: Int)] {
    Array(zip(groups.now.names, groups.now.customerCounts)).map { ($0, $1) }
  }

  private var movement: GroupMovement? { groups.before?.movement(to: groups.now) }

  var json: JSON {
    JSON(
      key: groups.key, asOf: groups.asOf,
      counts: Dictionary(uniqueKeysWithValues: counts.map { ($0.name, $0.count) }),
      layers: groups.layers, from: groups.from, transitions: movement?.transitions)
  }

  var summary: [(title: String, cell: String)] { counts.map { ($0.name, Figures.count($0.count)) } }

  var tables: [TextTable] {
    let all = counts.reduce(0) { $0 + $1.count }
    var columns: [(String, TextTable.Alignment)] = [
      (groups.key, .left), ("", .left), ("customers", .right), ("share", .right),
    ]
    let layers = groups.layers ?? []
    if !layers.isEmpty { columns += [("net revenue", .right), ("share", .right)] }
    var table = TextTable("Customers as of \(groups.asOf)", columns)
    for (place, (name, count)) in counts.enumerated() {
      var row = [
        name, groups.chineseNames[name] ?? "", Figures.count(count),
        Figures.percent(Rate(count, of: all).value),
      ]
      if !layers.isEmpty {
        row += [
          Figures.money(layers[place].revenue), Figures.percent(layers[place].revenueShare),
        ]
      }
      table.rows.append(row)
    }
    guard let movement, let from = groups.from else { return [table] }
    return [table, .movement(movement, from: from, to: groups.asOf)]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    let (now, before) = (groups.now, groups.before)
    try write(
      CSVRow(
        ["customer_id"] + (breakdown == nil ? [] : ["group"])
          + (before == nil ? [groups.key] : ["from", "to"])))
    for customer in 0..<groups.orders.customerCount {
      let (place, earlier) = (now.group(of: customer), before?.group(of: customer))
      guard place != nil || earlier != nil else { continue }
      var row = CSVRow()
      row.append(text: groups.orders.customers[customer])
      if let breakdown { row.append(text: breakdown.name(of: customer)) }
      if before != nil { row.append(text: earlier.map { now.names[$0] } ?? "none") }
      row.append(text: place.map { now.names[$0] } ?? "none")
      try write(row)
    }
  }
}
