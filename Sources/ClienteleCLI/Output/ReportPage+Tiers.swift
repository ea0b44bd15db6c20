import Clientele
import ClienteleReport

extension ReportPage {
  /// Who is in which tier, and who moved; nothing when tiers were not asked for.
  var tiers: [TextTable] {
    guard let tiers = report.tiers else { return [] }
    var table = TextTable(
      "Membership tiers (会员等级)", ("", .left), ("members", .right), ("share", .right),
      ("three months ago", .right))
    for (place, name) in tiers.now.tiers.enumerated() {
      let count = tiers.now.counts[place]
      table.append(
        name, Figures.count(count), Figures.percent(Rate(count, of: tiers.now.memberCount).value),
        Figures.count(tiers.before.counts[place]))
    }
    let movement = tiers.movement
    var moves = TextTable(
      "Members who moved from \(movement.from) to \(movement.to)", ("", .left), ("", .left),
      ("members", .right))
    for (name, term, count) in [
      ("upgrades", "升级", movement.upgradeCount), ("downgrades", "降级", movement.downgradeCount),
      ("unchanged", "保级", movement.unchangedCount), ("arrivals", "入会", movement.arrivalCount),
      ("departures", "", movement.departureCount),
    ] {
      moves.append(name, term, Figures.count(count))
    }
    return [table, moves]
  }
}
