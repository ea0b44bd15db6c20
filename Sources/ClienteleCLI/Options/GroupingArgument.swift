import ArgumentParser
import Clientele
import ClienteleCSV

/// A column to divide customers by, and whose property it is: `channel`, `region:customer`.
struct GroupingArgument: ExpressibleByArgument {
  let column: String
  /// `nil` when it is not said: as the schema has it, or of orders.
  let level: Dimension.Level?

  init(column: String, level: Dimension.Level?) {
    self.column = column
    self.level = level
  }

  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard !parts[0].isEmpty else { return nil }
    column = String(parts[0])
    guard parts.count == 2 else {
      level = nil
      return
    }
    guard let level = Dimension.Level(rawValue: String(parts[1])) else { return nil }
    self.level = level
  }
}

extension OrderSchema {
  /// Keeps a column by which an answer is divided. What is said of it overrides the schema.
  mutating func keep(_ grouping: GroupingArgument) {
    guard let place = dimensions.firstIndex(where: { $0.name == grouping.column }) else {
      return dimensions.append(.init(name: grouping.column, of: grouping.level ?? .order))
    }
    let known = dimensions[place]
    dimensions[place] = DimensionColumn(
      name: known.name, column: known.column, of: grouping.level ?? known.level)
  }
}

extension OrderTable {
  /// Customers by the value of a column that was kept.
  func customerGroups(by grouping: GroupingArgument) -> CustomerGroups? {
    dimension(named: grouping.column).flatMap { dimension in
      switch dimension.level {
      case .customer: customerGroups(by: dimension.name)
      case .order: customerGroups(byFirst: dimension.name)
      }
    }
  }
}
