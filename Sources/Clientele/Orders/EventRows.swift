import ClienteleKernels

/// Purchases or refunds under construction: who, when, how much, and the dimensions' values.
struct EventRows: ~Copyable {
  private var members: GrowingColumn<UInt32>
  private var days: GrowingColumn<Int32>
  private var amounts: GrowingColumn<Int64>
  /// The dimensions' values row by row: `[count × dimensionCount]`.
  private var codes: GrowingColumn<UInt32>
  private let dimensionCount: Int
  private let budget: MemoryBudget

  init(capacity: Int, dimensionCount: Int, on budget: MemoryBudget) throws(MemoryFailure) {
    let members = try GrowingColumn<UInt32>(capacity: capacity, on: budget)
    let days = try GrowingColumn<Int32>(capacity: capacity, on: budget)
    let amounts = try GrowingColumn<Int64>(capacity: capacity, on: budget)
    let codes = try GrowingColumn<UInt32>(capacity: capacity * dimensionCount, on: budget)
    self.members = members
    self.days = days
    self.amounts = amounts
    self.codes = codes
    self.dimensionCount = dimensionCount
    self.budget = budget
  }

  var isEmpty: Bool { members.count == 0 }

  mutating func append(
    member: UInt32, day: Int32, amount: Int64, codes values: [UInt32]
  ) throws(MemoryFailure) {
    try members.append(member)
    try days.append(day)
    try amounts.append(amount)
    for value in values { try codes.append(value) }
  }

  func frozen() throws(MemoryFailure) -> ClusterSource {
    let rowCount = members.count
    var columns: [Column<UInt32>] = []
    for dimension in 0..<dimensionCount {
      let values = codes.span
      let column = try Column<UInt32>(count: rowCount, on: budget) { output in
        for row in 0..<rowCount { output.append(values[row * dimensionCount + dimension]) }
      }
      columns.append(column)
    }
    return ClusterSource(
      members: try members.frozen(), keys: try days.frozen(),
      values: try amounts.frozen(), codes: columns)
  }
}
