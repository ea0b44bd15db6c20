import ClienteleCSV

/// Cells that are empty where there is no value.
extension CSVRow {
  /// Adds a whole number, or an empty cell where there is none.
  mutating func append(known value: Int?) {
    if let value { append(value) } else { append(raw: "") }
  }

  /// Adds a truth, or an empty cell where nobody knows.
  mutating func append(known value: Bool?) {
    if let value { append(value) } else { append(raw: "") }
  }

  /// Adds a number, or an empty cell where there is none.
  mutating func append(known value: Double?) {
    if let value { append(value) } else { append(raw: "") }
  }

  /// Adds a value, or an empty cell where there is none.
  mutating func append(known value: (some LosslessStringConvertible)?) {
    append(raw: value?.description ?? "")
  }
}
