/// The merge of two ascending lists without repeats, whatever they hold.
struct ListJoining: ~Copyable {
  private let firstCount: Int
  private let secondCount: Int
  private let budget: MemoryBudget
  /// Where each entry comes from: a place in the first list, or -1 less a place in the second.
  private(set) var origins: GrowingColumn<Int64>
  private var firstPlaces: GrowingColumn<UInt32>
  private var secondPlaces: GrowingColumn<UInt32>

  init(
    _ firstCount: Int, _ secondCount: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    let origins = try GrowingColumn<Int64>(capacity: firstCount + secondCount, on: budget)
    let firstPlaces = try GrowingColumn<UInt32>(capacity: firstCount, on: budget)
    let secondPlaces = try GrowingColumn<UInt32>(capacity: secondCount, on: budget)
    self.firstCount = firstCount
    self.secondCount = secondCount
    self.budget = budget
    self.origins = origins
    self.firstPlaces = firstPlaces
    self.secondPlaces = secondPlaces
  }

  /// - Parameter compare: Below zero when an entry of the first list comes before one of the
  ///   second, zero when they are the same.
  mutating func join(
    _ compare: (_ first: Int, _ second: Int) -> Int
  ) throws(MemoryFailure) {
    var (first, second) = (0, 0)
    while first < firstCount || second < secondCount {
      let order =
        first == firstCount ? 1 : second == secondCount ? -1 : compare(first, second)
      let place = UInt32(origins.count)
      try origins.append(order <= 0 ? Int64(first) : -1 - Int64(second))
      if order <= 0 {
        try firstPlaces.append(place)
        first += 1
      }
      if order >= 0 {
        try secondPlaces.append(place)
        second += 1
      }
    }
  }

  /// Whether the first list holds the second.
  var isFirst: Bool { origins.count == firstCount }

  /// For each list the new place of each entry; `nil` when all keep theirs.
  func places() throws(MemoryFailure) -> [Column<UInt32>?] {
    let keepsSecond = origins.count == secondCount
    return [
      isFirst ? nil : try firstPlaces.frozen(), keepsSecond ? nil : try secondPlaces.frozen(),
    ]
  }
}
