import Clientele
import ClienteleReport

/// Movement between tiers as tables for people.
struct TierTables {
  private let suppression: GroupSuppression

  init(_ suppression: GroupSuppression) { self.suppression = suppression }

  func movement(_ movement: TierMovement) -> [TextTable] {
    let columns = movement.places.map {
      (TiersAnswer.name($0, movement.tiers), TextTable.Alignment.right)
    }
    var cells = TextTable(
      "From \(movement.from) (rows) to \(movement.to) (columns)", [("", .left)] + columns)
    for (origin, row) in zip(
      movement.places, TiersAnswer.cells(of: movement, under: suppression))
    {
      cells.rows.append([TiersAnswer.name(origin, movement.tiers)] + row.map(\.text))
    }
    var summary = TextTable(nil, ("movement", .left), ("", .left), ("customers", .right))
    for (name, term, count) in [
      ("upgrades", "升级", movement.upgradeCount), ("downgrades", "降级", movement.downgradeCount),
      ("unchanged", "保级", movement.unchangedCount), ("arrivals", "入会", movement.arrivalCount),
      ("departures", "", movement.departureCount),
    ] {
      summary.append(name, term, ShownCount(under: suppression, count).text)
    }
    return [cells, summary]
  }
}
