public import Clientele

extension OrderSchema {
  /// A column of amounts by which the lines of orders are kept apart.
  public struct MeasureColumn: Hashable, Sendable {
    /// What an empty cell means.
    public enum EmptyCells: String, Hashable, Sendable, Codable, CaseIterable {
      /// That something is missing: the record is rejected.
      case error
      /// Nothing: no discount, no shipping.
      case zero
    }

    /// What the amounts are.
    public var measure: LineMeasure
    /// What the column is called in the file.
    public var column: String
    /// A column of numbers to multiply them by: pieces, where amounts are of one piece.
    public var factor: String?
    public var emptyCells: EmptyCells

    public init(
      _ measure: LineMeasure, column: String, times factor: String? = nil,
      emptyCells: EmptyCells = .error
    ) {
      self.measure = measure
      self.column = column
      self.factor = factor
      self.emptyCells = emptyCells
    }
  }

  /// What is kept of each line. Several columns of one measure are added.
  var lineKind: LineKind? {
    measures.map { columns in
      let measures = LineMeasure.allCases.filter { measure in
        columns.contains { $0.measure == measure }
      }
      return LineKind(measures: measures, amountsAreWhole: orderCells == .firstLine)
    }
  }
}

extension OrderSchema.MeasureColumn: Codable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case measure, column
    case factor = "times"
    case emptyCells = "empty"
  }

  public init(from decoder: any Decoder) throws {
    let container = try StrictContainer(decoder, CodingKeys.self)
    self.init(try container.decode(.measure), column: try container.decode(.column))
    try container.update(&factor, .factor)
    try container.update(&emptyCells, .emptyCells)
  }
}
