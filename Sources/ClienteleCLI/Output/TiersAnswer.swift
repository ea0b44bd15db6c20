import Clientele
import ClienteleReport
import ClienteleCSV
import ClienteleReport

/// Tiers as of some days, and who moved between them.
struct TiersAnswer: Answer {
  let history: TierHistory
  let orders: OrderTable
  let ladder: TierLadder
  /// Whether movement between two days is what was asked for.
  let isMovement: Bool
  let suppression: GroupSuppression

  struct JSON: Encodable {
    struct Tier: Encodable {
      let name: String
      let customers: ShownCount
    }

    struct Snapshot: Encodable {
      let asOf: Day
      let tiers: [Tier]
    }

    struct Transition: Encodable {
      let from: String
      let to: String
      let customers: ShownCount
    }

    struct Movement: Encodable {
      let from: Day
      let to: Day
      let upgrades: ShownCount
      let downgrades: ShownCount
      let unchanged: ShownCount
      let arrivals: ShownCount
      let departures: ShownCount
      let transitions: [Transition]
    }

    let asOf: Day
    let snapshots: [Snapshot]
    let movements: [Movement]
  }

  var json: JSON {
    JSON(
      asOf: history.snapshots[history.snapshots.count - 1].asOf,
      snapshots: history.snapshots.map { snapshot in
        JSON.Snapshot(
          asOf: snapshot.asOf,
          tiers: zip(snapshot.tiers, shown(snapshot)).map { JSON.Tier(name: $0, customers: $1) })
      }, movements: history.movements.map(movement))
  }

  private func movement(_ movement: TierMovement) -> JSON.Movement {
    func shown(_ count: Int) -> ShownCount { ShownCount(under: suppression, count) }
    let cells = Self.cells(of: movement, under: suppression)
    return JSON.Movement(
      from: movement.from, to: movement.to, upgrades: shown(movement.upgradeCount),
      downgrades: shown(movement.downgradeCount), unchanged: shown(movement.unchangedCount),
      arrivals: shown(movement.arrivalCount), departures: shown(movement.departureCount),
      transitions: zip(movement.places, cells).flatMap { origin, row in
        zip(movement.places, row).compactMap { target, count in
          origin == nil && target == nil
            ? nil
            : JSON.Transition(
              from: Self.name(origin, movement.tiers), to: Self.name(target, movement.tiers),
              customers: count)
        }
      })
  }

  /// The cells of a movement, row by row; nobody goes from no tier to no tier.
  static func cells(
    of movement: TierMovement, under suppression: GroupSuppression
  ) -> [[ShownCount]] {
    let rows = movement.places.map { origin in
      movement.places.map { origin == nil && $0 == nil ? 0 : movement[origin, $0] }
    }
    return zip(rows, suppression.hidden(in: rows)).map { row, hidden in
      zip(row, hidden).map { ShownCount($1 ? nil : $0) }
    }
  }

  private func shown(_ snapshot: TierSnapshot) -> [ShownCount] {
    zip(snapshot.counts, suppression.hidden(among: snapshot.counts)).map {
      ShownCount($1 ? nil : $0)
    }
  }

  static func name(_ place: Int?, _ tiers: [String]) -> String { place.map { tiers[$0] } ?? "none" }

  var tables: [TextTable] {
    if isMovement { return history.movements.flatMap(TierTables(suppression).movement) }
    if history.snapshots.count == 1 { return [oneDay(history.snapshots[0])] }
    return [series]
  }

  private func oneDay(_ snapshot: TierSnapshot) -> TextTable {
    var table = TextTable(
      "Members as of \(snapshot.asOf)", ("tier", .left), ("customers", .right), ("share", .right))
    for (tier, count) in zip(snapshot.tiers, shown(snapshot)) {
      let share = count.value.map {
        Figures.percent(Rate($0, of: snapshot.memberCount).value)
      }
      table.append(tier, count.text, share ?? "")
    }
    table.append("all", ShownCount(under: suppression, snapshot.memberCount).text, "")
    return table
  }

  private var series: TextTable {
    let tiers = ladder.tiers.map { ($0.name, TextTable.Alignment.right) }
    var table = TextTable(
      "Members over time", [("as of", .left)] + tiers + [("up", .right), ("down", .right)])
    for (place, snapshot) in history.snapshots.enumerated() {
      let moves = place == 0 ? nil : history.movements[place - 1]
      func text(_ count: Int?) -> String {
        count.map { ShownCount(under: suppression, $0).text } ?? ""
      }
      table.rows.append(
        [snapshot.asOf.description] + shown(snapshot).map(\.text)
          + [text(moves?.upgradeCount), text(moves?.downgradeCount)])
    }
    return table
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    let last = history.snapshots[history.snapshots.count - 1].asOf
    let trails = orders.tierTrails(on: ladder, through: last)
    guard isMovement else { return try writeTiers(trails, on: last, to: write) }
    try write(CSVRow(["customer_id", "from", "to"]))
    for customer in trails.indices {
      let origin = trails.tier(of: customer, on: history.snapshots[0].asOf)
      let target = trails.tier(of: customer, on: last)
      guard origin != nil || target != nil else { continue }
      var row = CSVRow()
      row.append(text: orders.customers[customer])
      row.append(text: Self.name(origin, trails.tiers))
      row.append(text: Self.name(target, trails.tiers))
      try write(row)
    }
  }

  private func writeTiers(
    _ trails: TierTrails, on day: Day, to write: (CSVRow) throws -> Void
  ) throws {
    try write(CSVRow(["customer_id", "tier", "since"]))
    for customer in trails.indices {
      guard let change = trails.change(of: customer, by: day), let tier = change.tier else {
        continue
      }
      var row = CSVRow()
      row.append(text: orders.customers[customer])
      row.append(text: trails.tiers[tier])
      row.append(change.day)
      try write(row)
    }
  }
}

/// Every change of every customer's tier.
struct TierHistoryAnswer: Answer {
  let trails: TierTrails
  let orders: OrderTable

  struct JSON: Encodable {
    struct Change: Encodable {
      let customer: String
      let day: Day
      let tier: String
    }

    let through: Day
    let changes: [Change]
  }

  private var changes: [JSON.Change] {
    trails.indices.flatMap { customer in
      trails[customer].map { change in
        JSON.Change(
          customer: orders.customers[customer], day: change.day,
          tier: TiersAnswer.name(change.tier, trails.tiers))
      }
    }
  }

  var json: JSON { JSON(through: trails.lastDay, changes: changes) }

  var tables: [TextTable] {
    var table = TextTable(
      "Changes through \(trails.lastDay)", ("customer", .left), ("from", .left), ("tier", .left))
    for change in changes { table.append(change.customer, change.day.description, change.tier) }
    return [table]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(CSVRow(["customer_id", "day", "tier"]))
    for change in changes {
      var row = CSVRow()
      row.append(text: change.customer)
      row.append(change.day)
      row.append(text: change.tier)
      try write(row)
    }
  }
}
