import Clientele
import ClienteleReport

/// Stages as columns of tables for people.
extension TextTable {
  /// A table with a first column of its own and one for each stage.
  static func byStage(_ title: String?, first column: String) -> TextTable {
    TextTable(
      title, [(column, .left)] + LifecycleStage.allCases.map { ($0.columnTitle, .right) })
  }

  /// Stages as of many days, a row for each.
  static func stages(_ title: String?, of snapshots: [LifecycleSnapshot]) -> TextTable {
    var table = byStage(title, first: "as of")
    for snapshot in snapshots {
      table.append(snapshot.asOf.description) { Figures.count(snapshot[$0]) }
    }
    return table
  }

  /// Adds a row with a cell for each stage.
  mutating func append(_ name: String, _ cell: (LifecycleStage) -> String) {
    rows.append([name] + LifecycleStage.allCases.map(cell))
  }
}

extension LifecycleStage {
  fileprivate var columnTitle: String {
    switch self {
    case .newOneTime: "new once"
    case .newRepeat: "new repeat"
    case .existingOneTime: "old once"
    case .existingRepeat: "old repeat"
    case .silent, .sleeping, .lost: name
    }
  }
}
